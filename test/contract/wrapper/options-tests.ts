import { createLexicalReranker, rerankerFromScorer } from "secondpass";
import { afterEach, expect, test, vi } from "vitest";
import { candidates, lexicalOrder } from "./candidates.ts";
import { scorer } from "./scorer.ts";
import type { WrapperKit } from "./wrapper-kit.ts";

/** Options and configurations reach the reranker. */
export function optionsTests<Item extends object>({ rankingOf, items, idsOf, rerankWith, ...own }: WrapperKit<Item>): void {
  const { firstStageScore = (score) => score } = own;
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  test("an empty list: nothing comes back and nothing is scored", async () => {
    const score = vi.fn();
    expect(await rerankWith({ reranker: rerankerFromScorer(scorer(score)) }, [])).toEqual([]);
    expect(score).not.toHaveBeenCalled();
  });

  test("topN, depth and minScore", async () => {
    const byLength = () => rerankerFromScorer(scorer(async (_, texts) => ({ scores: texts.map((text) => text.length) })));
    expect(idsOf(await rerankWith({ reranker: "lexical", topN: 2 }))).toEqual(["d1", "d2"]);
    // Lengths 39, 51, 25, 29: of the first two d1 is the longer; the rest keep their places below.
    expect(idsOf(await rerankWith({ reranker: byLength(), depth: 2 }))).toEqual(["d1", "d0", "d2", "d3"]);
    expect(idsOf(await rerankWith({ reranker: byLength(), minScore: 30 }))).toEqual(["d1", "d0"]);
  });

  test("deadlineMs and onProgress reach the reranker", async () => {
    const onProgress = vi.fn();
    const byText = rerankerFromScorer(
      scorer((_query, texts, { onScores }) => {
        onScores([0, 1], [1, 2]);
        expect(texts.length).toBe(4);
        return new Promise(() => {});
      }),
    );
    const reranked = await rerankWith({ reranker: byText, deadlineMs: 30, onProgress });
    expect(idsOf(reranked)).toEqual(["d1", "d0", "d2", "d3"]);
    expect(rankingOf(reranked)?.receipt.attempts).toMatchObject([{ outcome: "deadline" }]);
    expect(onProgress).toHaveBeenCalledWith(2, 4);
  });

  test("the first stage's scores reach the reranker, with id and metadata", async () => {
    const reranked = await rerankWith({ reranker: "identity" });
    const results = rankingOf(reranked)?.results ?? [];
    const expected = candidates.map(({ score }, i) => ({ rank: i + 1, score: firstStageScore(score, i + 1) }));
    expect(results.map(({ firstStage }) => firstStage)).toEqual(expected);
    expect(results.map(({ document }) => document)).toMatchObject(candidates.map(({ id, metadata }) => ({ id, metadata })));
  });

  test("a reranker, a spec, JSON, an object and the environment give the same order", async () => {
    vi.stubEnv("SECONDPASS_RERANKER", "lexical");
    const inputs = [createLexicalReranker(), "lexical", '{"lexical":{}}', { lexical: {} }, { reranker: "lexical" }, undefined];
    for (const reranker of inputs) {
      const reranked = await rerankWith({ reranker });
      expect(idsOf(reranked)).toEqual(lexicalOrder);
      expect(rankingOf(reranked)?.receipt.servedBy).toBe("lexical");
    }
  });

  test("the bundled model ranks", async () => {
    const reranked = await rerankWith({ reranker: "local" }, items(), "how do I install rust");
    expect(idsOf(reranked)[0]).toBe("d1");
    expect(rankingOf(reranked)?.receipt).toMatchObject({ reranked: true, truncated: [] });
  });
}
