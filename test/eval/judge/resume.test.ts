import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type AskOptions, type JudgeOptions, judge, quoteJudging } from "@secondpass/eval";
import type { MockLlm, MockLlmOptions } from "secondpass/testing";
import { expect, test } from "vitest";
import { useMockLlm } from "../../core/testing/mock-llm/use-mock-llm.ts";
import { makeTemporaryFolder } from "../../data/temporary-folder.ts";
import { writeUnjudged } from "../support/unjudged-collection.ts";

async function prepare(queries = 6) {
  const { folder, run } = await writeUnjudged(queries, 10);
  const checkpoint = join(await makeTemporaryFolder(), "calls.jsonl");
  return { collection: folder, run, checkpoint };
}

/** Each ends and begins the model anew, so that its requests are those of this run. */
async function runWith(
  options: JudgeOptions & Partial<AskOptions>,
  mockOptions: MockLlmOptions = {},
): Promise<{ mock: MockLlm; judged: ReturnType<typeof judge> }> {
  const mock = await useMockLlm(mockOptions);
  // The id is part of what an answer depends on, and an address has a port.
  const modelOptions = { baseUrl: mock.url };
  return { mock, judged: judge({ model: "vllm:mock", modelOptions, concurrency: 2, ...options }) };
}

const promptsOf = ({ requests }: MockLlm) => requests.map(({ body }) => JSON.stringify(body.messages));

test("a judging that was aborted goes on, asks nothing twice, and ends as if nothing had been", async () => {
  const options = await prepare();
  const whole = await runWith({ ...options, checkpoint: undefined });
  const expected = await whole.judged;

  const controller = new AbortController();
  const reason = new Error("enough for today");
  const onProgress = (done: number) => done === 7 && controller.abort(reason);
  const first = await runWith({ ...options, onProgress, signal: controller.signal });
  await expect(first.judged).rejects.toBe(reason);
  // The process was killed in the middle of a line.
  await appendFile(options.checkpoint, '{"query":"q5","repeat":0,"docu');

  const answered = (await readFile(options.checkpoint, "utf8")).trim().split("\n").length - 1;
  expect(answered).toBeGreaterThanOrEqual(7);
  const second = await runWith(options);
  const resumed = await second.judged;
  expect(second.mock.requests).toHaveLength(24 - answered);
  expect(resumed.qrels).toEqual(expected.qrels);
  expect(resumed.report.repeatAgreement).toEqual(expected.report.repeatAgreement);
  expect(resumed.report.usage).toMatchObject({ calls: 24, thisRun: { calls: 24 - answered } });
  // The very calls that a run in one go makes.
  const all = promptsOf(whole.mock);
  expect(promptsOf(second.mock).every((prompt) => all.includes(prompt))).toBe(true);

  const third = await runWith(options);
  expect((await third.judged).qrels).toEqual(expected.qrels);
  expect(third.mock.requests).toEqual([]);
});

test("deeper, more often, more queries: only what is new is asked", async () => {
  const options = await prepare();
  await (await runWith({ ...options, depth: 5, repeats: 1, limitQueries: 3 })).judged;
  const quote = await quoteJudging({ ...options, depth: 10, repeats: 2, model: "vllm:mock" });
  expect(quote).toMatchObject({ documents: 60, grades: 120 - 15 });
  const more = await runWith({ ...options, depth: 10, repeats: 2 });
  const { report } = await more.judged;
  expect(more.mock.requests).toHaveLength(quote.calls);
  expect(report.repeatAgreement?.documents).toBe(60);
  expect(report.judged).toBe(60);
});

test("what a limit cut short is kept and goes on", async () => {
  const options = await prepare();
  const half = await runWith({ ...options, maxCalls: 24 }, { format: (_, number) => (number < 10 ? "empty" : "json") });
  const { report } = await half.judged;
  expect(report).toMatchObject({ complete: false, stopped: "maxCalls of 24 is used up" });
  const rest = await runWith(options);
  const done = await rest.judged;
  expect(done.report).toMatchObject({ complete: true, judged: 60 });
  expect(half.mock.requests.length + rest.mock.requests.length).toBe(24 + 10);
});

test("what was answered without a grade is not asked for ever", async () => {
  const options = await prepare(1);
  const first = await runWith({ ...options, repeats: 1 }, { format: "apology" });
  expect((await first.judged).report.unjudged.byReason).toEqual({ refused: 10 });
  expect(first.mock.requests).toHaveLength(4);
  const second = await runWith({ ...options, repeats: 1 });
  expect((await second.judged).report.judged).toBe(0);
  expect(second.mock.requests).toEqual([]);
});

test.each<[string, object]>([
  ["model", { model: "vllm:other" }],
  ["rubric", { rubric: { id: "mine/1", text: "3 = good" } }],
  ["text shown", { passageTokens: 3 }],
])("a checkpoint of another %s is refused", async (_, change) => {
  const options = await prepare(1);
  await (await runWith(options)).judged;
  const { mock, judged } = await runWith({ ...options, ...change });
  await expect(judged).rejects.toMatchObject({
    code: "invalid_data",
    message: expect.stringContaining("is the checkpoint of another judging: for query q1"),
  });
  expect(mock.requests).toEqual([]);
});

test("a file that is no checkpoint is refused and stays as it is", async () => {
  const options = await prepare(1);
  const text = '{"something": "else"}\n';
  await writeFile(options.checkpoint, text);
  await expect((await runWith(options)).judged).rejects.toThrow(/calls\.jsonl:1: is no line of a checkpoint/);
  expect(await readFile(options.checkpoint, "utf8")).toBe(text);
});

test("a quote needs no key, asks nothing and writes nothing", async () => {
  const options = await prepare(2);
  const price = { perMillionInputTokens: 0.25, perMillionOutputTokens: 2 };
  const quote = await quoteJudging({ ...options, price, model: "groq:some-model" });
  expect(quote).toMatchObject({ queries: 2, documents: 20, grades: 40, calls: 8 });
  expect(quote.costUsd).toBeCloseTo((quote.inputTokens * 0.25 + quote.outputTokens * 2) / 1e6, 12);
  await expect(readFile(options.checkpoint)).rejects.toThrow("ENOENT");
});
