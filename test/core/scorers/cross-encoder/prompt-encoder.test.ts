import { describe, expect, test } from "vitest";
import { checkPromptParts, createPromptEncoder } from "../../../../packages/core/src/scorers/cross-encoder/prompt-encoder.ts";
import { promptTemplates } from "../../../../packages/core/src/scorers/cross-encoder/prompt-templates.ts";

// One token for each word, newline or mark; a token's id is its place among all that were seen.
const seen: string[] = [];
const split = (text: string) => text.match(/\n|[^\s<>:]+|[<>:]/g) ?? [];
const tokenizer = {
  encode: (text: string) =>
    split(text).map((token) => {
      if (!seen.includes(token)) seen.push(token);
      return seen.indexOf(token);
    }),
};
const decode = (ids: readonly number[]) => ids.map((id) => seen[id]).join(" ");

const parts = ["system", "Query: {query} Document: {document}", "answer yes or no"];
const words = (count: number, word = "d") => Array.from({ length: count }, (_, i) => `${word}${i}`).join(" ");

test("query, document and instruction stand in their places", () => {
  const encode = createPromptEncoder(tokenizer, { parts: ["{instruction}", ...parts], instruction: "judge" }, 100);
  const { ids, typeIds, ...rest } = encode("rust")("iron oxide");
  expect(decode(ids)).toBe("judge system Query : rust Document : iron oxide answer yes or no");
  expect(typeIds).toEqual(ids.map(() => 0));
  expect(rest).toEqual({ keptTokens: 2, totalTokens: 2, queryTruncated: false });
});

test("a long document is cut at its end; the question after it stays whole", () => {
  // 1 + 5 + 4 tokens are not the document's: 10 of 20 remain.
  const pair = createPromptEncoder(tokenizer, { parts }, 20)("rust")(words(30));
  expect(decode(pair.ids)).toBe(`system Query : rust Document : ${words(10)} answer yes or no`);
  expect(pair).toMatchObject({ keptTokens: 10, totalTokens: 30, queryTruncated: false });
});

test("a query is cut to three quarters of the room, and the document has the rest", () => {
  // Without the texts 9 of 29 tokens are taken: room for 20, 15 of them the query's.
  const pair = createPromptEncoder(tokenizer, { parts }, 29)(words(40, "q"))(words(30));
  expect(decode(pair.ids)).toBe(`system Query : ${words(15, "q")} Document : ${words(5)} answer yes or no`);
  expect(pair).toMatchObject({ keptTokens: 5, totalTokens: 30, queryTruncated: true });
});

test("the room is what is kept of a document without end", () => {
  const encoder = createPromptEncoder(tokenizer, { parts }, 29);
  for (const query of ["rust", words(12, "q"), words(40, "q")]) {
    expect(encoder(query).room).toBe(encoder(query)(words(30)).keptTokens);
  }
});

test("a query is no pattern", () => {
  const { ids } = createPromptEncoder(tokenizer, { parts }, 100)("$& {document} $1")("{query}");
  expect(decode(ids)).toBe("system Query : $& {document} $1 Document : {query} answer yes or no");
});

test("a window that the prompt fills by itself is refused", () => {
  expect(() => createPromptEncoder(tokenizer, { parts }, 10)).toThrow(expect.objectContaining({ code: "invalid_config" }));
});

const wrong: [name: string, parts: string[]][] = [
  ["no document", ["{query}"]],
  ["no query", ["{document}"]],
  ["two documents", ["{query}", "{document}", "{document}"]],
  ["the document before the query", ["{document}", "{query}"]],
  ["words after the document in its part", ["{query} {document}, is it relevant?"]],
];

for (const [name, template] of wrong) {
  test(`a template with ${name} is refused`, () => {
    expect(() => checkPromptParts(template)).toThrow(expect.objectContaining({ code: "invalid_config" }));
  });
}

describe("known prompts", () => {
  for (const [name, { parts: known, yes, no }] of Object.entries(promptTemplates)) {
    test(`${name} can be filled, and asks for two answers`, () => {
      checkPromptParts(known);
      expect(new Set([yes, no]).size).toBe(2);
    });
  }

  test("qwen3 reads as on its model card", () => {
    const { parts: known, instruction } = promptTemplates.qwen3;
    const text = known
      .join("")
      .replace("{instruction}", instruction ?? "")
      .replace("{query}", "Q")
      .replace("{document}", "D");
    expect(text).toBe(
      "<|im_start|>system\nJudge whether the Document meets the requirements based on the Query and the Instruct provided. " +
        'Note that the answer can only be "yes" or "no".<|im_end|>\n<|im_start|>user\n' +
        "<Instruct>: Given a web search query, retrieve relevant passages that answer the query\n<Query>: Q\n<Document>: D" +
        "<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n",
    );
  });
});
