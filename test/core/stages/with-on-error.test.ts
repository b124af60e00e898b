import { withOnError } from "secondpass";
import { expect, test } from "vitest";
import { counting, failing, hanging } from "./stage-kit.ts";

const texts = ["1 one", "2 two", ""];

test("passthrough: the first-stage order, and the receipt says what happened", async () => {
  const reranker = withOnError(failing("broken", "rate_limited", 429), "passthrough");
  const { results, dropped, receipt } = await reranker.rerank("q", texts, { topN: 2, minScore: 5 });
  expect(results.map(({ index, score }) => [index, score])).toEqual([
    [0, undefined],
    [1, undefined],
  ]);
  expect(dropped).toEqual([{ index: 2, reason: "topN" }]);
  expect(receipt).toMatchObject({
    reranked: false,
    reason: "broken failed: rate_limited: broken has rate_limited",
    attempts: [{ reranker: "broken", outcome: "error", error: { code: "rate_limited", status: 429 } }],
  });
  expect(receipt.warnings.map(({ code }) => code)).toEqual(["empty_documents", "passthrough", "min_score_ignored"]);
});

test("a bug passes through too, and is called one", async () => {
  const { receipt } = await withOnError(failing("broken", new TypeError("oops")), "passthrough").rerank("q", texts);
  expect(receipt.reason).toContain("TypeError: oops, which is no RerankError: a bug of that reranker");
});

test("what goes well is left as it is", async () => {
  const { receipt } = await withOnError(counting("fine").reranker, "passthrough").rerank("q", texts);
  expect(receipt).toMatchObject({ reranked: true, servedBy: "fine" });
});

test("an abort, the caller's own errors and its end are not passed over", async () => {
  const reranker = withOnError(hanging("slow"), "passthrough");
  const reason = new Error("no longer needed");
  await expect(reranker.rerank("q", texts, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  await expect(reranker.rerank(" ", texts)).rejects.toMatchObject({ code: "empty_query" });
  const call = reranker.rerank("q", texts);
  const rejected = expect(call).rejects.toMatchObject({ code: "disposed" });
  await reranker.dispose();
  await rejected;
});

test("throw is the reranker itself; any other word is refused", () => {
  const { reranker } = counting("a");
  expect(withOnError(reranker, "throw")).toBe(reranker);
  expect(() => withOnError(reranker, "ignore" as "throw")).toThrow(expect.objectContaining({ code: "invalid_config" }));
});
