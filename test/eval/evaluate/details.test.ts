import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type EvaluateOptions, evaluate } from "@secondpass/eval";
import { expect, test } from "vitest";
import { annotatedReranker } from "../support/annotated-reranker.ts";
import { scriptedReranker } from "../support/scripted-reranker.ts";
import { writeCollection } from "../support/write-collection.ts";

async function evaluateSmall(options: Partial<EvaluateOptions>) {
  const collection = await writeCollection();
  return evaluate({ collection, run: join(collection, "run.trec"), metrics: ["mrr"], ...options });
}

test("details are there where asked for: orders, scores, judgments, texts each once", async () => {
  const { details } = await evaluateSmall({ reranker: scriptedReranker().reranker, details: true });
  expect(details?.scoreScale).toBe("similarity");
  expect(details?.queries.map(({ id }) => id)).toEqual(["q1", "q2", "q3"]);
  expect(details?.queries[1]).toMatchObject({
    text: "cancel order",
    firstStage: [
      { id: "d3", score: 3 },
      { id: "d1", score: 2 },
      { id: "d4", score: 1 },
    ],
    judged: [
      { id: "d4", grade: 2 },
      { id: "d1", grade: 0 },
    ],
    baseline: { mrr: expect.closeTo(1 / 3) },
    reranked: { mrr: 1 },
    ranking: { order: ["d4", "d3", "d1"], scores: [2, 0, 0], free: true, warnings: [] },
  });
  expect(details?.queries[1]?.ranking).not.toHaveProperty("passages");
  expect(details?.documents.map(({ id }) => id).sort()).toEqual(["d1", "d2", "d3", "d4"]);
  expect(await evaluateSmall({ reranker: "lexical" })).not.toHaveProperty("details");
});

test("judged documents have their texts though they are no candidates; ones that the corpus lacks are no error", async () => {
  const collection = await writeCollection({ "qrels/test.tsv": "q1\td2\t1\nq1\td3\t1\nq1\td9\t1\n" });
  const run = new Map([["q1", [{ id: "d2", score: 1 }]]]);
  const { details, warnings } = await evaluate({ collection, run, details: true });
  expect(details?.documents.map(({ id }) => id).sort()).toEqual(["d2", "d3"]);
  expect(details?.scoreScale).toBeNull();
  expect(details?.queries[0]).not.toHaveProperty("ranking");
  expect(warnings.map(({ code }) => code)).toContain("missing_documents");
});

test("probabilities and best passages are kept, the passages without their text, also in a checkpoint", async () => {
  const collection = await writeCollection();
  const checkpoint = join(collection, "checkpoint.jsonl");
  const options = { collection, run: join(collection, "run.trec"), checkpoint, details: true, metrics: ["mrr"] };
  const { details } = await evaluate({ ...options, reranker: annotatedReranker() });
  expect(details?.queries[0]?.ranking).toMatchObject({
    order: ["d2", "d1"],
    probabilities: [0.9, 0.1],
    passages: [{ start: 0, end: 7, score: 2 }, null],
  });
  expect(await readFile(checkpoint, "utf8")).not.toContain("install");
  const again = await evaluate({ ...options, reranker: annotatedReranker() });
  expect(again.details).toEqual(details);
});

test("a checkpoint of before is still one: what it does not say is not there", async () => {
  const collection = await writeCollection();
  const checkpoint = join(collection, "checkpoint.jsonl");
  const options = { collection, run: join(collection, "run.trec"), checkpoint, metrics: ["mrr"] };
  const { reranker } = scriptedReranker();
  const first = await evaluate({ ...options, reranker });
  const older = (await readFile(checkpoint, "utf8")).replaceAll(',"free":true', "");
  await writeFile(checkpoint, older);
  const second = scriptedReranker();
  const report = join(collection, "report.html");
  expect(await evaluate({ ...options, reranker: second.reranker, report })).toEqual(first);
  // Whether those calls were free is not known, and so nothing is called again for the report's sake.
  expect(second.calls).toEqual([]);
});
