import assert from "node:assert/strict";
import { type ContractCase, type ContractSubject, contractCase } from "../contract-case.ts";
import { manyTexts, sampleQuery, sampleTexts } from "../contract-samples.ts";
import { assertRejectsWith } from "./assert-rejects-with.ts";
import { assertSameSet } from "./assert-same-set.ts";

/** Abort, deadline and dispose. */
export function lifecycleCases(subject: ContractSubject): ContractCase[] {
  const many = manyTexts(subject.manyDocuments ?? 200);
  const reason = new Error("no longer needed");
  const isReason = (error: unknown) => error === reason;
  return [
    contractCase(subject, "abort before: rejects with the signal's reason", async (reranker) => {
      const call = reranker.rerank(sampleQuery, sampleTexts, { signal: AbortSignal.abort(reason) });
      await assert.rejects(call, isReason);
    }),
    contractCase(subject, "abort during: rejects with the signal's reason and goes on serving", async (reranker) => {
      const controller = new AbortController();
      const call = reranker.rerank(sampleQuery, many, { signal: controller.signal });
      controller.abort(reason);
      await assert.rejects(call, isReason);
      assertSameSet(await reranker.rerank(sampleQuery, sampleTexts), sampleTexts);
    }),
    contractCase(subject, "abort after: changes nothing", async (reranker) => {
      const controller = new AbortController();
      const ranking = await reranker.rerank(sampleQuery, sampleTexts, { signal: controller.signal });
      controller.abort(reason);
      assertSameSet(ranking, sampleTexts);
    }),
    contractCase(subject, "deadline: answers with the best order known and says so", async (reranker) => {
      const ranking = await reranker.rerank(sampleQuery, many, { deadlineMs: 1 });
      assertSameSet(ranking, many);
      const { attempts, reason, warnings } = ranking.receipt;
      if (!attempts.some(({ outcome }) => outcome === "deadline")) return;
      assert.match(reason ?? "", /deadline/);
      assert.ok(warnings.some(({ code }) => code === "deadline"));
    }),
    contractCase(subject, "deadline: long enough, changes nothing", async (reranker) => {
      const { results } = await reranker.rerank(sampleQuery, sampleTexts);
      const within = await reranker.rerank(sampleQuery, sampleTexts, { deadlineMs: 60_000 });
      assert.deepEqual(within.results, results);
    }),
    contractCase(subject, "dispose: refuses further calls, twice does nothing", async (reranker) => {
      await reranker.dispose();
      await reranker.dispose();
      await assertRejectsWith(reranker.rerank(sampleQuery, sampleTexts), "disposed");
    }),
    contractCase(subject, "dispose while running: the call rejects with disposed", async (reranker) => {
      const call = reranker.rerank(sampleQuery, many);
      const rejected = assertRejectsWith(call, "disposed");
      await reranker.dispose();
      await rejected;
    }),
  ];
}
