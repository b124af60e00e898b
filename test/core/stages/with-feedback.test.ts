import { blendFirstStage, cached, cascade, createReranker, explainText, rerankerFromScorer, withFeedback } from "secondpass";
import { describe, expect, test } from "vitest";
import { makeModelFolder } from "../../data/model-folder.ts";

/** A model whose score for a text is the number that it begins with. */
const numbers = () =>
  rerankerFromScorer({
    id: "numbers",
    scoreScale: "logit",
    supports: { pointwise: true, abort: false, instructions: false, probability: true },
    fingerprint: "1",
    score: async (_, texts) => ({ scores: texts.map((text) => Number.parseFloat(text)) }),
    dispose: async () => {},
  });

const documents = ["4 rustup toolchain", "1 iron oxide", "0.9 rustup toolchain", "0 bread"];

test("what is like the best goes up, on the model's own scale", async () => {
  const { results, receipt } = await withFeedback(numbers(), { weight: 0.3 }).rerank("q", documents);
  expect(results.map(({ index }) => index)).toEqual([0, 2, 1, 3]);
  expect(receipt).toMatchObject({ reranked: true, servedBy: "numbers", feedback: { weight: 0.3 } });
  expect(results[1]?.feedback).toMatchObject({ before: 0.9 });
  // Both have two of three words in common, and the best's own likeness is that to its nearest.
  expect(results[1]?.feedback?.likeness).toBeGreaterThan(0.3);
  expect(results[0]?.feedback?.likeness).toBe(results[1]?.feedback?.likeness);
  expect(results[3]?.feedback).toEqual({ before: 0, likeness: 0 });
  const mean = results.reduce((sum, { score = 0 }) => sum + score, 0) / 4;
  expect(mean).toBeCloseTo((4 + 1 + 0.9 + 0) / 4, 12);
});

test("by hand: scores 4, 2, 0, 2 of the texts a, b, a, b, weight 0.25", async () => {
  const given = rerankerFromScorer({
    id: "given",
    scoreScale: "logit",
    supports: { pointwise: false, abort: false, instructions: false },
    score: async () => ({ scores: [4, 2, 0, 2] }),
    dispose: async () => {},
  });
  const { results } = await withFeedback(given, { weight: 0.25 }).rerank("q", ["a", "b", "a", "b"]);
  // The first is the best by far: likeness 1, 0, 1, 0, which is z 1, -1, 1, -1; on the scores' scale 2 ± √2.
  const expected = [4, 2, 0, 2].map((score, i) => 0.75 * score + 0.25 * (2 + (i % 2 === 0 ? Math.SQRT2 : -Math.SQRT2)));
  for (const { index, score } of results) expect(score).toBeCloseTo(expected[index] as number, 12);
  expect(results.map(({ feedback }) => feedback?.likeness)).toEqual([1, 0, 0, 1].map((likeness) => expect.closeTo(likeness, 12)));
  expect(results.map(({ index }) => index)).toEqual([0, 1, 3, 2]);
});

test("of two documents none is more like the best: their scores stay", async () => {
  const { results } = await withFeedback(numbers(), { weight: 0.5 }).rerank("q", ["1 rust", "3 rust"]);
  expect(results.map(({ index, score }) => [index, score])).toEqual([
    [1, 3],
    [0, 1],
  ]);
});

test("minScore, topN and depth hold for the scores with feedback", async () => {
  const fed = withFeedback(numbers(), { weight: 0.3 });
  const { results, dropped } = await fed.rerank("q", documents, { topN: 2, minScore: 1 });
  expect(results.map(({ index }) => index)).toEqual([0, 2]);
  expect(dropped.map(({ index }) => index).toSorted()).toEqual([1, 3]);
  const shallow = await fed.rerank("q", documents, { depth: 2 });
  expect(shallow.results.map(({ index, feedback }) => [index, feedback !== undefined])).toEqual([
    [0, true],
    [1, true],
    [2, false],
    [3, false],
  ]);
});

test("nothing to read, an order without scores: nothing is fed back", async () => {
  const blank = await withFeedback(numbers(), { weight: 0.3 }).rerank("q", ["", " "]);
  expect(blank.receipt).toMatchObject({ reranked: false, usage: { calls: 0 } });
  const order = await withFeedback(await createReranker("identity"), { weight: 0.3 }).rerank("q", ["a", "b", "a"]);
  expect(order.results.map(({ index }) => index)).toEqual([0, 1, 2]);
  expect(blank.receipt.feedback ?? order.receipt.feedback).toBeUndefined();
});

test("it depends on its neighbours, so it is not pointwise, not calibrated, and has a fingerprint of its own", () => {
  const [inner, fed] = [numbers(), withFeedback(numbers(), { weight: 0.3 })];
  expect(fed.supports).toMatchObject({ pointwise: false });
  expect(fed.supports.probability).toBeUndefined();
  expect(new Set([inner, fed, withFeedback(numbers(), { weight: 0.2 })].map(({ fingerprint }) => fingerprint)).size).toBe(3);
});

test("a cache, a cascade and an explanation keep it, beside the blend's parts", async () => {
  const both = () => withFeedback(blendFirstStage(numbers(), { weight: 0.25 }), { weight: 0.3 });
  const first = await both().rerank("q", documents);
  const expected = first.results.map(({ index, blended, feedback }) => ({ index, blended, feedback }));
  expect(expected[0]?.blended).toMatchObject({ model: 4 });

  const cache = cached(both());
  await cache.rerank("q", documents);
  const again = await cache.rerank("q", documents);
  expect(again.receipt).toMatchObject({ feedback: { weight: 0.3 }, blend: { weight: 0.25 }, cache: { hits: 4 } });
  expect(again.results.map(({ index, blended, feedback }) => ({ index, blended, feedback }))).toEqual(expected);

  const staged = await cascade([{ reranker: numbers() }, { reranker: both() }]).rerank("q", documents);
  expect(staged.receipt.feedback).toEqual({ weight: 0.3 });
  expect(staged.results[0]?.feedback).toBeDefined();
  expect(explainText(first)).toMatch(/before feedback -?\d\.\d{3}, likeness to the best \d\.\d\d/);
});

test("an abort ends it, and disposing it disposes the reranker", async () => {
  const inner = numbers();
  const fed = withFeedback(inner, { weight: 0.3 });
  await expect(fed.rerank("q", documents, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: "AbortError" });
  await fed.dispose();
  await expect(inner.rerank("q", ["1"])).rejects.toMatchObject({ code: "disposed" });
});

describe("what a local model's files and options say", () => {
  const receiptOf = async (own: object, options: object = {}) => {
    await using reranker = await createReranker({ local: { model: await makeModelFolder({ "model.json": own }), ...options } });
    const { receipt } = await reranker.rerank("rust", ["rust iron", "iron rust iron", "bread"]);
    return { blend: receipt.blend?.weight, feedback: receipt.feedback?.weight };
  };

  test("none where nothing says so", async () => {
    expect(await receiptOf({})).toEqual({ blend: undefined, feedback: undefined });
  });

  test("model.json is followed; a blend of the caller's own ends it, feedback of the caller's own does not end the blend", async () => {
    const own = { blend: 0.2, feedback: 0.1 };
    expect(await receiptOf(own)).toEqual({ blend: 0.2, feedback: 0.1 });
    expect(await receiptOf(own, { blend: 0 })).toEqual({ blend: undefined, feedback: undefined });
    expect(await receiptOf(own, { blend: 0.3 })).toEqual({ blend: 0.3, feedback: undefined });
    expect(await receiptOf(own, { feedback: 0 })).toEqual({ blend: 0.2, feedback: undefined });
    expect(await receiptOf(own, { blend: 0, feedback: 0.3 })).toEqual({ blend: undefined, feedback: 0.3 });
  });

  test("a share that is none is refused, with its place", async () => {
    await expect(createReranker({ local: { feedback: 1.5 } })).rejects.toMatchObject({
      code: "invalid_config",
      message: expect.stringContaining("local.feedback"),
    });
    await expect(receiptOf({ feedback: "much" })).rejects.toMatchObject({ code: "invalid_model" });
  });
});
