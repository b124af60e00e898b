import { isRerankError, RerankError, rerankerFromScorer } from "secondpass";
import { expect, test, vi } from "vitest";
import { query } from "./candidates.ts";
import { errorOf } from "./error-of.ts";
import { scorer } from "./scorer.ts";
import type { WrapperFields, WrapperKit } from "./wrapper-kit.ts";

/** What a caller learns of a call: its ranking, or its error. */
export function outcomeTests<Item extends object>({ rankingOf, items, rerankWith }: WrapperKit<Item>): void {
  test("the ranking is found by the list, by each document, and by onRanking", async () => {
    const onRanking = vi.fn();
    const list = items();
    const reranked = await rerankWith({ reranker: "lexical", topN: 3, onRanking }, list);
    const ranking = rankingOf(reranked);
    expect(ranking?.receipt).toMatchObject({ reranked: true, servedBy: "lexical" });
    expect(ranking?.results.map(({ index }) => index)).toEqual([1, 2, 0]);
    expect(ranking?.dropped).toEqual([{ index: 3, reason: "topN" }]);
    for (const item of reranked) expect(rankingOf(item)).toBe(ranking);
    expect(rankingOf(list)).toBeUndefined();
    expect(onRanking.mock.calls).toEqual([[ranking]]);
  });

  test("what onRanking throws fails the call", async () => {
    const failure = new Error("no room in the log");
    const onRanking = () => {
      throw failure;
    };
    expect(await errorOf(rerankWith({ reranker: "lexical", onRanking }))).toBe(failure);
  });

  test("errors come through as they are, with their code", async () => {
    const failure = new RerankError("inference_failed", "the model fell over", { retryable: true });
    const failing = rerankerFromScorer(
      scorer(async () => {
        throw failure;
      }),
    );
    expect(await errorOf(rerankWith({ reranker: failing }))).toBe(failure);
    const nan = rerankerFromScorer(scorer(async (_, texts) => ({ scores: texts.map(() => Number.NaN) })));
    const coded: [WrapperFields, string, string][] = [
      [{ reranker: nan }, query, "invalid_scores"],
      [{ reranker: "lexical" }, "", "empty_query"],
      [{ reranker: "lexical" }, " \n", "empty_query"],
      [{ reranker: "lexical", topN: 0 }, query, "invalid_options"],
      [{ reranker: "lexicle" }, query, "unknown_provider"],
      [{ reranker: { lexical: { k2: 1 } as never } }, query, "invalid_config"],
    ];
    for (const [fields, text, code] of coded) {
      const error = await errorOf(rerankWith(fields, items(), text));
      expect(isRerankError(error) && error.code).toBe(code);
    }
  });
}
