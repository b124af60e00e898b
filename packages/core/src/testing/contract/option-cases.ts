import assert from "node:assert/strict";
import type { RerankOptions } from "../../contract/index.ts";
import { type ContractCase, type ContractSubject, contractCase } from "../contract-case.ts";
import { sampleQuery, sampleTexts } from "../contract-samples.ts";
import { assertRejectsWith } from "./assert-rejects-with.ts";

/** topN, depth, minScore and onProgress mean the same everywhere. */
export function optionCases(subject: ContractSubject): ContractCase[] {
  const wrong = [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "3", null];
  const invalid: RerankOptions[] = [
    ...wrong.map((topN) => ({ topN }) as RerankOptions),
    ...wrong.map((depth) => ({ depth }) as RerankOptions),
    ...[Number.NaN, Number.POSITIVE_INFINITY, "0.5"].map((minScore) => ({ minScore }) as RerankOptions),
    ...[0, -5, Number.NaN, "100"].map((deadlineMs) => ({ deadlineMs }) as RerankOptions),
  ];
  return [
    contractCase(subject, "refuses options out of range and says which", async (reranker) => {
      for (const options of invalid) {
        const [name] = Object.keys(options) as [string];
        await assertRejectsWith(reranker.rerank(sampleQuery, sampleTexts, options), "invalid_options", new RegExp(name));
      }
    }),
    contractCase(subject, "returns the first topN and says what it left out", async (reranker) => {
      const all = await reranker.rerank(sampleQuery, sampleTexts);
      const top = await reranker.rerank(sampleQuery, sampleTexts, { topN: 2 });
      assert.deepEqual(top.results, all.results.slice(0, 2));
      assert.ok(top.dropped.length === 3 && top.dropped.every(({ reason }) => reason === "topN"));
    }),
    contractCase(subject, "returns all where topN is above their number", async (reranker) => {
      const { results, dropped } = await reranker.rerank(sampleQuery, sampleTexts, { topN: 100 });
      assert.equal(results.length, sampleTexts.length);
      assert.deepEqual(dropped, []);
    }),
    contractCase(subject, "keeps the order below depth", async (reranker) => {
      const { results } = await reranker.rerank(sampleQuery, sampleTexts, { depth: 3 });
      assert.deepEqual(
        results.slice(3).map(({ index, score }) => ({ index, score })),
        [
          { index: 3, score: undefined },
          { index: 4, score: undefined },
        ],
      );
    }),
    contractCase(subject, "warns where depth is below topN", async (reranker) => {
      const { receipt } = await reranker.rerank(sampleQuery, sampleTexts, { depth: 2, topN: 4 });
      assert.ok(receipt.warnings.some(({ code }) => code === "depth_below_top_n"));
    }),
    contractCase(subject, "drops what does not reach minScore, on its own scale", async (reranker) => {
      const { results } = await reranker.rerank(sampleQuery, sampleTexts);
      const minScore = results[1]?.score;
      if (minScore === undefined) {
        const kept = await reranker.rerank(sampleQuery, sampleTexts, { minScore: 0 });
        assert.equal(kept.results.length, sampleTexts.length, "without scores nothing is held against minScore");
        assert.ok(kept.receipt.warnings.some(({ code }) => code === "min_score_ignored"));
        return;
      }
      const above = await reranker.rerank(sampleQuery, sampleTexts, { minScore });
      assert.deepEqual(
        above.results,
        results.filter(({ score }) => (score as number) >= minScore),
      );
      assert.ok(above.dropped.every(({ reason }) => reason === "minScore"));
    }),
    contractCase(subject, "reports progress that only rises and ends at the total", async (reranker) => {
      const seen: [number, number][] = [];
      await reranker.rerank(sampleQuery, sampleTexts, { onProgress: (done, total) => seen.push([done, total]) });
      assert.deepEqual(seen.at(-1), [sampleTexts.length, sampleTexts.length]);
      assert.ok(seen.every(([done], i) => i === 0 || done > (seen[i - 1]?.[0] as number)));
    }),
    contractCase(subject, "rejects with what onProgress throws", async (reranker) => {
      const thrown = new Error("from the callback");
      const onProgress = () => {
        throw thrown;
      };
      await assert.rejects(reranker.rerank(sampleQuery, sampleTexts, { onProgress }), (error) => error === thrown);
    }),
  ];
}
