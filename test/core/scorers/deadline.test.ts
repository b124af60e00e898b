import { blendFirstStage, type RerankOptions, rerankerFromScorer, type ScoreContext } from "secondpass";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { orderAmongPlaces } from "../../../packages/core/src/rank/order-among-places.ts";

// Six documents; 3 has no text and 5 the text of 0. A scorer sees each text once: a, b, c, e at the positions 0 to 3.
const documents = ["a", "b", "c", "", "e", "a"];
type Step = [afterMs: number, positions: number[], scores: number[]];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});

afterEach(() => {
  vi.useRealTimers();
});

/** A scorer that reports in steps, all of them on time or not, and never ends by itself. */
function slowReranker(steps: readonly Step[], onSignal?: (signal: AbortSignal) => void) {
  return rerankerFromScorer({
    id: "slow",
    scoreScale: "logit",
    supports: { pointwise: true, abort: true, instructions: false },
    score(_query, _texts, { onScores, signal, deadlineAt }: ScoreContext) {
      expect(deadlineAt).toBeTypeOf("number");
      onSignal?.(signal);
      for (const [afterMs, positions, scores] of steps) setTimeout(() => onScores(positions, scores), afterMs);
      return new Promise(() => {});
    },
    dispose: async () => {},
  });
}

/** The call's answer, the clock moved past its deadline and well beyond. */
async function rerankUntilDeadline(
  steps: readonly Step[],
  options: RerankOptions = {},
  wrap = (r: ReturnType<typeof slowReranker>) => r,
) {
  const call = wrap(slowReranker(steps)).rerank("query", documents, { deadlineMs: 100, ...options });
  await vi.advanceTimersByTimeAsync(1000);
  return await call;
}

const late: Step = [150, [1], [99]];
const onTime: Step[] = [
  [10, [3], [5]],
  [60, [0, 2], [1, 3]],
];

test("the order is the best that was known: scored documents among their places, the rest where they were", async () => {
  const { results } = await rerankUntilDeadline([...onTime, late]);
  // a 1, c 3, e 5, and a once more: among the places of 0, 2, 4, 5. b has no score yet and stays second.
  const known = [1, undefined, 3, undefined, 5, 1];
  expect(results.map(({ index }) => index)).toEqual([...orderAmongPlaces([0, 1, 2, 4, 5], known), 3]);
  expect(results.map(({ index }) => index)).toEqual([4, 1, 2, 0, 5, 3]);
  expect(results.map(({ score }) => score)).toEqual([5, undefined, 3, 1, 1, undefined]);
});

test("the receipt says how many were scored, in words, as an attempt and as a warning", async () => {
  const { receipt } = await rerankUntilDeadline([...onTime, late]);
  const reason = "deadline of 100 ms passed after 4 of 5 candidates were scored";
  expect(receipt).toMatchObject({
    reranked: true,
    servedBy: "slow",
    reason,
    attempts: [{ reranker: "slow", outcome: "deadline" }],
  });
  expect(receipt.warnings).toContainEqual({ code: "deadline", message: reason });
});

test("nothing was scored: first-stage order, not reranked, minScore left alone with a warning", async () => {
  const { results, dropped, receipt } = await rerankUntilDeadline([late], { minScore: 50, topN: 5 });
  expect(results.map(({ index, score }) => [index, score])).toEqual([0, 1, 2, 4, 5].map((index) => [index, undefined]));
  expect(dropped).toEqual([{ index: 3, reason: "topN" }]);
  expect(receipt).toMatchObject({ reranked: false, reason: "deadline of 100 ms passed after 0 of 5 candidates were scored" });
  expect(receipt.warnings.map(({ code }) => code).toSorted()).toEqual(["deadline", "empty_documents", "min_score_ignored"]);
});

test("minScore holds once something was scored", async () => {
  const { results, dropped } = await rerankUntilDeadline(onTime, { minScore: 3 });
  expect(results.map(({ index }) => index)).toEqual([4, 2]);
  expect(dropped).toHaveLength(4);
});

test("blending mixes what is known and leaves the rest unscored", async () => {
  const { results, receipt } = await rerankUntilDeadline(onTime, {}, (reranker) => blendFirstStage(reranker, { weight: 0.5 }));
  expect(results.map(({ index, blended }) => [index, blended?.model])).toEqual([
    [4, 5],
    [1, undefined],
    [2, 3],
    [0, 1],
    [5, 1],
    [3, undefined],
  ]);
  expect(receipt).toMatchObject({ reranked: true, blend: { with: "bm25" }, attempts: [{ outcome: "deadline" }] });
  expect(receipt.warnings.filter(({ code }) => code === "deadline")).toHaveLength(1);
});

test("the work is told to stop", async () => {
  let signal: AbortSignal | undefined;
  const reranker = slowReranker([], (given) => {
    signal = given;
  });
  const call = reranker.rerank("query", documents, { deadlineMs: 100 });
  await vi.advanceTimersByTimeAsync(99);
  expect(signal?.aborted).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(signal?.aborted).toBe(true);
  await call;
});

test("scores after the deadline change nothing and are no progress", async () => {
  const progress: [number, number][] = [];
  const onProgress = (done: number, total: number) => progress.push([done, total]);
  const { results } = await rerankUntilDeadline([...onTime, late], { onProgress });
  expect(results.find(({ index }) => index === 1)?.score).toBeUndefined();
  // e, then a twice and c; the late b is not reported to a caller who has the answer.
  expect(progress).toEqual([
    [1, 5],
    [4, 5],
  ]);
});

test("NaN before the deadline is an error, not an order", async () => {
  const call = slowReranker([[10, [2], [Number.NaN]]]).rerank("query", documents, { deadlineMs: 100 });
  const refused = expect(call).rejects.toMatchObject({
    code: "invalid_scores",
    message: expect.stringContaining("documents[2]"),
  });
  await vi.advanceTimersByTimeAsync(1000);
  await refused;
});

test("an abort before the deadline is an abort", async () => {
  const controller = new AbortController();
  const call = slowReranker(onTime).rerank("query", documents, { deadlineMs: 100, signal: controller.signal });
  setTimeout(() => controller.abort(new Error("stop")), 50);
  const refused = expect(call).rejects.toThrow("stop");
  await vi.advanceTimersByTimeAsync(1000);
  await refused;
});
