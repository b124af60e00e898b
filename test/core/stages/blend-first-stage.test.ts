import { blendFirstStage, createReranker, type DocumentInput, rerankerFromScorer } from "secondpass";
import { describe, expect, test } from "vitest";
import { makeModelFolder } from "../../data/model-folder.ts";

/** A model whose score for a text is the number that it begins with. */
const numbers = () =>
  rerankerFromScorer({
    id: "numbers",
    scoreScale: "logit",
    supports: { pointwise: true, abort: false, instructions: false },
    score: async (_, texts) => ({ scores: texts.map((text) => Number.parseFloat(text)) }),
    dispose: async () => {},
  });

const scored = (...rows: [text: string, score?: number][]) => rows.map(([text, score]) => ({ text, score }));

test("by hand: model 0 and 4, first stage 10 and 0, weight 0.25", async () => {
  const reranker = blendFirstStage(numbers(), { weight: 0.25 });
  const { results, receipt } = await reranker.rerank("q", scored(["0", 10], ["4", 0]));
  // z: model -1 and 1, first stage 1 and -1; mixed -0.5 and 0.5; on the model's scale (mean 2, deviation 2) 1 and 3.
  expect(results).toMatchObject([
    { index: 1, score: 3, blended: { model: 4, firstStage: 0 }, firstStage: { rank: 2, score: 0 } },
    { index: 0, score: 1, blended: { model: 0, firstStage: 10 }, firstStage: { rank: 1, score: 10 } },
  ]);
  expect(receipt).toMatchObject({ reranked: true, servedBy: "numbers", blend: { weight: 0.25, with: "firstStage" } });
});

test("minScore and topN hold for the blended scores", async () => {
  const reranker = blendFirstStage(numbers(), { weight: 0.25 });
  const { results, dropped } = await reranker.rerank("q", scored(["0", 10], ["4", 0]), { minScore: 2 });
  expect({ kept: results.map(({ index }) => index), dropped }).toEqual({
    kept: [1],
    dropped: [{ index: 0, reason: "minScore" }],
  });
  // The model alone puts 0 last by far; half of the first stage lifts it to the top.
  const half = blendFirstStage(numbers(), { weight: 0.9 });
  const top = await half.rerank("q", scored(["0", 10], ["4", 0]), { topN: 1 });
  expect(top.results.map(({ index }) => index)).toEqual([0]);
});

test("below depth nothing is blended", async () => {
  const reranker = blendFirstStage(numbers(), { weight: 0.25 });
  const { results } = await reranker.rerank("q", scored(["0", 3], ["4", 2], ["9", 1]), { depth: 2 });
  expect(results.map(({ index, score, blended }) => [index, score !== undefined, blended !== undefined])).toEqual([
    [1, true, true],
    [0, true, true],
    [2, false, false],
  ]);
});

test("what the model's own receipt says is kept, and nothing is said twice", async () => {
  const reranker = blendFirstStage(numbers(), { weight: 0.25 });
  const { receipt } = await reranker.rerank(
    "q",
    ["1", "", "\ud800 2"].map((text) => text.replace("\ud800 2", "2 \ud800")),
  );
  expect(receipt.warnings.map(({ code }) => code)).toEqual(["empty_documents", "ill_formed_text"]);
  expect(receipt.attempts).toMatchObject([{ reranker: "numbers", outcome: "ok" }]);
});

test("where nothing has text there is nothing to blend", async () => {
  const { receipt } = await blendFirstStage(numbers(), { weight: 0.25 }).rerank("q", ["", " "]);
  expect(receipt).toMatchObject({ reranked: false, usage: { calls: 0 } });
  expect(receipt.blend).toBeUndefined();
});

test("a model that gives ranks only is left as it is", async () => {
  const { results, receipt } = await blendFirstStage(await createReranker("identity"), { weight: 0.5 }).rerank("q", ["a", "b"]);
  expect(results.map(({ index, score }) => [index, score])).toEqual([
    [0, undefined],
    [1, undefined],
  ]);
  expect(receipt.blend).toBeUndefined();
});

test("disposing it disposes the model", async () => {
  const inner = numbers();
  await blendFirstStage(inner, { weight: 0.5 }).dispose();
  await expect(inner.rerank("q", ["1"])).rejects.toMatchObject({ code: "disposed" });
});

describe("what stands for the first stage, through the local model", () => {
  const cases: [name: string, documents: DocumentInput[], with_: "firstStage" | "bm25", warnings: string[]][] = [
    ["falling scores", scored(["rust", 3], ["iron", 2], ["bread", 1]), "firstStage", []],
    ["scores in no order", scored(["rust", 1], ["iron", 3], ["bread", 2]), "firstStage", []],
    ["equal scores", scored(["rust", 1], ["iron", 1], ["bread", 1]), "firstStage", []],
    ["two rising scores, which may be chance", scored(["rust", 1], ["iron", 2]), "firstStage", []],
    ["no scores", ["rust", "iron", "bread"], "bm25", []],
    ["one score missing", scored(["rust", 3], ["iron"], ["bread", 1]), "bm25", []],
    ["one score NaN", scored(["rust", 3], ["iron", Number.NaN], ["bread", 1]), "bm25", []],
    ["rising scores, as distances", scored(["rust", 0.1], ["iron", 0.2], ["bread", 0.7]), "bm25", ["first_stage_ascending"]],
    ["a score missing where there is no text", scored(["rust", 3], ["iron", 2], [""]), "firstStage", ["empty_documents"]],
  ];

  for (const [name, documents, with_, warnings] of cases) {
    test(`${name}: ${with_}`, async () => {
      await using reranker = await createReranker({ local: { model: await makeModelFolder(), blend: 0.3 } });
      const { results, receipt } = await reranker.rerank("rust", documents);
      expect(receipt.blend).toEqual({ weight: 0.3, with: with_ });
      expect(receipt.warnings.map(({ code }) => code).toSorted()).toEqual(warnings);
      for (const { blended, firstStage } of results.filter(({ score }) => score !== undefined)) {
        // BM25 of "rust" is above 0 for that document alone, and never a number that came with the documents.
        if (with_ === "firstStage") expect(blended?.firstStage).toBe(firstStage.score);
        else expect((blended?.firstStage ?? 0) > 0).toBe(firstStage.rank === 1);
      }
    });
  }

  test("blend 0: the model alone, also where the documents have scores", async () => {
    await using reranker = await createReranker({ local: { model: await makeModelFolder(), blend: 0 } });
    const { results, receipt } = await reranker.rerank("rust", scored(["rust", 3], ["iron", 2]));
    expect(receipt.blend).toBeUndefined();
    expect(results.map(({ blended }) => blended)).toEqual([undefined, undefined]);
  });
});
