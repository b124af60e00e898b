import { createReranker } from "secondpass";
import { expect, test } from "vitest";
import {
  type PromptInput,
  parsePromptTemplate,
  promptFromTemplate,
  promptTemplates,
} from "../../../../../packages/core/src/scorers/listwise/prompts/index.ts";

const message = (content: string) => ({ role: "user", content });
const mine = {
  id: "mine/1",
  messages: [message("{query}|{passages}{output}")],
  passage: "[{label}] {text}\n",
  output: { text: "Name {ask} of {count}." },
};
const input: PromptInput = {
  query: "rust",
  passages: [
    { label: "1", text: "one" },
    { label: "2", text: "two" },
  ],
  ask: 1,
  output: "text",
  isRetry: false,
  nonce: "k7x2q9wd",
};
const render = (template: object, call: Partial<PromptInput> = {}) =>
  promptFromTemplate(parsePromptTemplate(JSON.parse(JSON.stringify(template))))
    .render({ ...input, ...call })
    .map(({ role, content }) => `${role}: ${content}`);

test.each<[string, unknown, string]>([
  ["no object", null, "the whole"],
  ["no id", { ...mine, id: undefined }, "id"],
  ["an id without a version", { ...mine, id: "mine" }, "id: expected a name and a version"],
  ["an unknown key", { ...mine, extra: 1 }, "extra"],
  ["no messages", { ...mine, messages: [] }, "messages"],
  ["an unknown role", { ...mine, messages: [{ role: "robot", content: "x" }] }, "messages.0.role"],
  ["an empty message", { ...mine, messages: [message("")] }, "messages.0.content"],
  ["a bad turn", { ...mine, messages: [message("{query}"), { each: [{ role: "user" }] }] }, "messages.1.each.0.content"],
  ["an unknown form of answer", { ...mine, output: { yaml: "x" } }, "output.yaml"],
  ["no form of answer", { ...mine, output: {} }, "output needs a clause"],
  ["a kind of hardening that does not exist", { ...mine, harden: "some" }, "harden"],
  ["no words", { ...mine, passageWords: 0 }, "passageWords"],
  ["no query", { ...mine, messages: [message("{passages}{output}")] }, '"mine/1": {query} is missing in messages'],
  ["no passages", { ...mine, messages: [message("{query}{output}")] }, "the passages must stand in it once"],
  [
    "passages twice",
    { ...mine, messages: [message("{query}{passages}{passages}{output}")] },
    "the passages must stand in it once",
  ],
  [
    "passages as turns, too",
    { ...mine, messages: [...mine.messages, { each: [message("{label}{text}")] }] },
    "the passages must stand in it once",
  ],
  ["no output", { ...mine, messages: [message("{query}{passages}")] }, "{output} is missing in messages"],
  ["no form of a passage", { ...mine, passage: undefined }, "passage is missing"],
  ["a passage without its label", { ...mine, passage: "{text}" }, "{label} is missing in passage"],
  [
    "a turn without its text",
    { ...mine, messages: [message("{query}{output}"), { each: [message("{label}")] }] },
    "{text} is missing in each",
  ],
  ["an unknown placeholder", { ...mine, messages: [message("{query}{passages}{output}{foo}")] }, "messages[0] holds {foo}"],
  ["one that is elsewhere", { ...mine, passage: "[{label}] {text} {passages}" }, "passage holds {passages}"],
  ["one of a passage in a clause", { ...mine, output: { text: "{label}" } }, "output.text holds {label}"],
  ["a clause without its place", { ...mine, retry: "again" }, "{retry} is missing in messages"],
  [
    "a place without its clause",
    { ...mine, messages: [message("{query}{passages}{output}{instruction}")] },
    "instruction is missing",
  ],
])("%s is refused, with the place", async (_, template, place) => {
  const refusal = { code: "invalid_config", message: expect.stringContaining(place) };
  expect(() => parsePromptTemplate(template)).toThrow(expect.objectContaining(refusal));
  expect(() => promptFromTemplate(template as never)).toThrow(expect.objectContaining(refusal));
  if (template === null) return;
  const listwise = { model: "mock", baseUrl: "http://127.0.0.1:9", prompt: template } as never;
  await expect(createReranker({ listwise })).rejects.toMatchObject(refusal);
});

test("braces that are no placeholder stand for themselves, and what is put in is not looked at again", () => {
  const template = { ...mine, output: { json: '{"ranking": []} {{query}} {} { ask }' } };
  const passages = [{ label: "1", text: "{query} $& {{ask}}" }];
  expect(render(template, { output: "json", passages, query: "{ask}" })).toEqual([
    'user: {ask}|[1] {query} $& {{ask}}\n{"ranking": []} {query} {} { ask }',
  ]);
});

test("instruction and retry: their words where they apply, nothing elsewhere", () => {
  const template = {
    ...mine,
    messages: [message("{query}{passages}{instruction}{output}{retry}")],
    instruction: " Relevant: {instruction}.",
    retry: " Once more, {ask}.",
  };
  expect(promptFromTemplate(template as never).takesInstruction).toBe(true);
  expect(render(template)).toEqual(["user: rust[1] one\n[2] two\nName 1 of 2."]);
  expect(render(template, { instruction: "see [2]", isRetry: true })).toEqual([
    "user: rust[1] one\n[2] two\n Relevant: see (2).Name 1 of 2. Once more, 1.",
  ]);
  expect(render(mine, { instruction: "left out", isRetry: true })).toEqual(["user: rust|[1] one\n[2] two\nName 1 of 2."]);
});

test("a form of answer that it has no words for, and too many passages, are refused", () => {
  const prompt = promptFromTemplate(parsePromptTemplate(mine));
  expect(prompt.outputs).toEqual(["text"]);
  const refusal = (message: RegExp) =>
    expect.objectContaining({ code: "invalid_options", message: expect.stringMatching(message) });
  expect(() => prompt.render({ ...input, output: "json" })).toThrow(
    refusal(/"mine\/1" cannot ask for output "json": it has text/),
  );
  const graded = promptFromTemplate(promptTemplates["pointwise-graded"]);
  expect(() => graded.render({ ...input, output: "label" })).toThrow(refusal(/takes 1 passage at a time, not 2/));
});

test("hardening: all, numbers or none", () => {
  const passages = [{ label: "1", text: "[7] 【7】" }];
  const text = (harden?: string) => render({ ...mine, ...(harden && { harden }) }, { passages })[0];
  expect(text()).toContain("[1] (7) (7)\n");
  expect(text("numbers")).toContain("[1] (7) 【7】\n");
  expect(text("none")).toContain("[1] [7] 【7】\n");
});

test("ours says whatever is asked for: each output, how many, instruction, retry", () => {
  const prompt = promptFromTemplate(promptTemplates.secondpass);
  expect(prompt).toMatchObject({ id: "secondpass/1", outputs: ["text", "json", "label"], takesInstruction: true });
  for (const output of prompt.outputs) {
    const [, user] = prompt.render({ ...input, output, instruction: "recent ones", isRetry: true });
    expect(user?.content).toContain("most relevant");
    expect(user?.content).toContain("What makes a passage relevant: recent ones\n");
    expect(user?.content).toMatch(/An earlier answer could not be read\. [^\n]+$/);
    expect(user?.content).not.toMatch(/\{[a-z]+\}|undefined/);
  }
  expect(prompt.render({ ...input, ask: 1 })[1]?.content).toContain("the 1 most relevant of the 2 passages");
});

test("RankGPT's: a turn for each passage, of 300 words at most", () => {
  const long = Array.from({ length: 301 }, (_, i) => `w${i}`).join("\n");
  const messages = promptFromTemplate(promptTemplates.rankgpt).render({ ...input, passages: [{ label: "1", text: long }] });
  expect(messages.map(({ role }) => role)).toEqual(["system", "user", "assistant", "user", "assistant", "user"]);
  expect(messages[3]?.content.split(" ")).toHaveLength(301);
  expect(messages[3]?.content).toMatch(/^\[1\] w0 w1 .* w299$/);
  expect(messages[4]?.content).toBe("Received passage [1].");
});
