import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bm25Run, judge, openUnjudgedCollection, rankDocuments, readQrels, rubricFrom, writeJudgments } from "@secondpass/eval";
import type { MockLlm } from "secondpass/testing";
import { describe, expect, test } from "vitest";
import { modelsUnderTest } from "../../core/scorers/listwise/models/models-under-test.ts";
import { useMockLlm } from "../../core/testing/mock-llm/use-mock-llm.ts";
import { makeTemporaryFolder } from "../../data/temporary-folder.ts";
import { writeUnjudged } from "../support/unjudged-collection.ts";

const promptOf = (request: MockLlm["requests"][number] | undefined) =>
  request?.body.messages?.map(({ content }) => String(content)).join("\n\n") ?? "";
/** Which documents a prompt shows, in its order. */
const shownIn = (request: MockLlm["requests"][number]) =>
  [...promptOf(request).matchAll(/Document (\d+) about (\d+)/g)].map(([, d, q]) => `q${q}d${d}`);

test("without judgments at hand, every document of the pool gets the grade of its mark", async () => {
  const { folder, run, grades } = await writeUnjudged(3, 12);
  const mock = await useMockLlm();
  const { qrels, report } = await judge({ collection: folder, run, model: `${mock.url}#mock`, depth: 10 });
  expect([...qrels.keys()]).toEqual(["q1", "q2", "q3"]);
  for (const [query, judged] of qrels) {
    expect(judged.size).toBe(10);
    for (const [id, grade] of judged) expect([query, id, grade]).toEqual([query, id, grades.get(id)]);
  }
  // 3 queries x 2 repeats x 10 documents in batches of 5.
  expect(mock.requests).toHaveLength(12);
  expect(report).toMatchObject({
    madeBy: "language model",
    model: expect.stringMatching(/:mock$/),
    rubric: { id: "secondpass-0-3/1" },
    prompt: "judge/1",
    queries: 3,
    documents: 30,
    judged: 30,
    unjudged: { byReason: {}, documents: [] },
    repeatAgreement: { documents: 30, same: 1, kappa: { value: 1, ci95: [1, 1] } },
    humanAgreement: null,
    answers: { ok: 12 },
    usage: { calls: 12, thisRun: { calls: 12 } },
    complete: true,
  });
  expect(Object.values(report.grades).reduce((sum, count) => sum + count)).toBe(30);
});

test("each repeat shows every document once, among others, in an order of chance that the first stage has no say in", async () => {
  const { folder, run } = await writeUnjudged(8, 10);
  const mock = await useMockLlm();
  await judge({ collection: folder, run, model: `${mock.url}#mock`, concurrency: 1 });
  const shown = mock.requests.map(shownIn);
  expect(shown.map(({ length }) => length)).toEqual(new Array(32).fill(5));
  const counts = new Map<string, number>();
  for (const id of shown.flat()) counts.set(id, (counts.get(id) ?? 0) + 1);
  expect([...counts.values()]).toEqual(new Array(80).fill(2));
  const [first, second, third, fourth] = shown as [string[], string[], string[], string[]];
  expect(new Set([...first, ...second]).size).toBe(10);
  expect([...third, ...fourth]).not.toEqual([...first, ...second]);
  // By chance the first stage's best is in front in one of five calls that have it; in its order it would be so in all.
  const withBest = shown.filter((ids) => ids.some((id) => id.endsWith("d1")));
  expect(withBest.filter(([id]) => id?.endsWith("d1")).length).toBeLessThan(withBest.length / 2);
});

test("the same seed asks the same, another seed otherwise", async () => {
  const { folder, run } = await writeUnjudged(2, 6);
  const ask = async (seed: number) => {
    const mock = await useMockLlm();
    await judge({ collection: folder, run, model: `${mock.url}#mock`, seed, concurrency: 1 });
    return mock.requests.map(promptOf);
  };
  const once = await ask(1);
  expect(await ask(1)).toEqual(once);
  expect(await ask(2)).not.toEqual(once);
});

test("the prompt holds the rubric, what is to be judged and nothing of ranks, ids or scores", async () => {
  const { folder, run } = await writeUnjudged(1, 3);
  const mock = await useMockLlm();
  const rubric = rubricFrom("3 = ends the customer's problem\n0 = does not", "support");
  const { report } = await judge({ collection: folder, run, model: `${mock.url}#mock`, rubric });
  const prompt = promptOf(mock.requests[0]);
  expect(prompt).toContain("3 = ends the customer's problem\n0 = does not");
  expect(prompt).toMatch(/<query-(\w{8})>\nquestion number 1\n<\/query-\1>/);
  expect(prompt).not.toMatch(/q1d\d/);
  expect(mock.requests[0]?.body).toMatchObject({
    temperature: 0,
    response_format: { json_schema: { schema: { required: ["1", "2", "3"], additionalProperties: false } } },
  });
  expect(report.rubric).toEqual(rubric);
});

test("a model that cannot be held to a schema is asked for JSON in words", async () => {
  const { folder, run, grades } = await writeUnjudged(1, 3);
  const mock = await useMockLlm({ format: "json" });
  const options = { collection: folder, run, model: `${mock.url}#mock`, modelOptions: { supports: { schema: false } } };
  const { qrels } = await judge(options);
  expect(mock.requests[0]?.body).not.toHaveProperty("response_format");
  expect(promptOf(mock.requests[0])).toContain("Answer with a JSON object");
  expect(qrels.get("q1")?.get("q1d2")).toBe(grades.get("q1d2"));
});

test.each(modelsUnderTest.filter(({ load }) => !load))("a model of $name is a judge as well", async ({ make }) => {
  const { folder, run, grades } = await writeUnjudged(1, 4);
  const mock = await useMockLlm({ format: (request) => (request.body.tools?.length ? "tool" : "json") });
  const { qrels, report } = await judge({ collection: folder, run, model: await make(mock) });
  expect([...(qrels.get("q1") ?? [])].map(([id, grade]) => [id, grade, grades.get(id)])).toEqual(
    [...grades].map(([id, grade]) => [id, grade, grade]),
  );
  expect(report.usage.inputTokens).toBeGreaterThan(500);
});

describe("what is judged", () => {
  test("of several runs the first documents of each together; one that both have is judged once", async () => {
    const { folder, run } = await writeUnjudged(1, 6);
    const entries = run.get("q1") ?? [];
    const turned = new Map([["q1", entries.map(({ id, score }) => ({ id, score: -score }))]]);
    const mock = await useMockLlm();
    const { qrels, report } = await judge({ collection: folder, run: [run, turned], depth: 2, model: `${mock.url}#mock` });
    expect([...(qrels.get("q1")?.keys() ?? [])].sort()).toEqual(["q1d1", "q1d2", "q1d5", "q1d6"]);
    expect(report.documents).toBe(4);
  });

  test("without a run, what BM25 finds", async () => {
    const { folder } = await writeUnjudged(2, 4);
    const mock = await useMockLlm();
    const { qrels } = await judge({ collection: folder, depth: 3, model: `${mock.url}#mock` });
    const { corpusFile, queries } = await openUnjudgedCollection(folder);
    const found = (await bm25Run(corpusFile, queries)).get("q2") ?? [];
    expect(found.length).toBeGreaterThan(3);
    expect([...(qrels.get("q2")?.keys() ?? [])]).toEqual(rankDocuments(found).slice(0, 3));
  });

  test("so many queries, drawn by chance; more of them are the same and others", async () => {
    const { folder, run } = await writeUnjudged(40, 2);
    const mock = await useMockLlm();
    const drawn = async (limitQueries: number, seed = 1) => {
      const { qrels } = await judge({ collection: folder, run, repeats: 1, limitQueries, seed, model: `${mock.url}#mock` });
      return [...qrels.keys()];
    };
    const few = await drawn(5);
    const more = await drawn(10);
    expect([few.length, more.length]).toEqual([5, 10]);
    expect(more).toEqual(expect.arrayContaining(few));
    expect(few).not.toEqual(["q1", "q2", "q3", "q4", "q5"]);
    expect(await drawn(5, 2)).not.toEqual(few);
  });

  test("documents without text are never shown, those that are too long cut, and both are told of", async () => {
    const { folder, run } = await writeUnjudged(1, 3, (_, d) => (d === 2 ? ` ${"and so on. ".repeat(400)}` : ""));
    const corpus = await readFile(join(folder, "corpus.jsonl"), "utf8");
    await writeFile(join(folder, "corpus.jsonl"), `${corpus}{"_id": "blank", "text": " "}\n`);
    run.get("q1")?.push({ id: "blank", score: 99 });
    const mock = await useMockLlm();
    const { qrels, report } = await judge({ collection: folder, run, passageTokens: 50, model: `${mock.url}#mock` });
    expect(report).toMatchObject({ documents: 4, judged: 3, cut: 1 });
    expect(report.unjudged).toEqual({ byReason: { empty: 1 }, documents: [{ query: "q1", document: "blank", reason: "empty" }] });
    expect(qrels.get("q1")?.has("blank")).toBe(false);
    expect(promptOf(mock.requests[0]).length).toBeLessThan(2500);
  });
});

describe("what is written", () => {
  test("judgments in BEIR's form, which are read again, and their provenance beside them", async () => {
    const { folder, run } = await writeUnjudged(2, 3);
    const mock = await useMockLlm();
    const judgments = await judge({ collection: await openUnjudgedCollection(folder), run, model: `${mock.url}#mock` });
    const file = join(await makeTemporaryFolder(), "llm.tsv");
    await writeJudgments(file, judgments);
    expect(await readFile(file, "utf8")).toMatch(/^query-id\tcorpus-id\tscore\nq1\tq1d1\t2\n/);
    expect(await readQrels(file)).toEqual(judgments.qrels);
    expect(JSON.parse(await readFile(`${file}.json`, "utf8"))).toEqual(JSON.parse(JSON.stringify(judgments.report)));
  });
});

test.each<[string, object, RegExp]>([
  ["depth", { depth: 0 }, /`depth` is 0/],
  ["repeats", { repeats: 1.5 }, /`repeats` is 1\.5/],
  ["batchSize", { batchSize: 0 }, /`batchSize` is 0/],
  ["retries", { retries: -1 }, /`retries` is -1/],
  ["reasoningTokens", { reasoningTokens: -5 }, /`reasoningTokens` is -5/],
  ["a price below 0", { price: { perMillionInputTokens: -1, perMillionOutputTokens: 1 } }, /`perMillionInputTokens` is -1/],
  ["dollars without a price", { maxCostUsd: 1 }, /maxCostUsd needs price/],
  ["agreement with nobody", { agreementOnly: true }, /needs judgments of people/],
  ["a run of another collection", { run: new Map([["x", [{ id: "q1d1", score: 1 }]]]) }, /the run has none of the queries/],
  ["a document that there is not", { run: new Map([["q1", [{ id: "nowhere", score: 1 }]]]) }, /does not have document nowhere/],
  ["a folder that there is not", { collection: "/nowhere" }, /is no folder/],
  ["a model that there is not", { model: "opanai:gpt" }, /names no endpoint/],
])("%s is refused before anything is asked", async (_, wrong, message) => {
  const { folder, run } = await writeUnjudged(1, 2);
  const mock = await useMockLlm();
  const options = { collection: folder, run, model: `${mock.url}#mock`, ...wrong };
  await expect(judge(options)).rejects.toThrow(message);
  expect(mock.requests).toEqual([]);
});
