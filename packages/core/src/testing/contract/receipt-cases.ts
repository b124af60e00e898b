import assert from "node:assert/strict";
import { type ContractCase, type ContractSubject, contractCase } from "../contract-case.ts";
import { sampleDocuments, sampleQuery } from "../contract-samples.ts";

/** The receipt is honest, complete and plain data. */
export function receiptCases(subject: ContractSubject): ContractCase[] {
  return [
    contractCase(subject, "names who served the call", async (reranker) => {
      const { receipt } = await reranker.rerank(sampleQuery, sampleDocuments());
      assert.ok(reranker.id.length > 0);
      assert.equal(receipt.servedBy, reranker.id);
      assert.equal(receipt.reranked, receipt.reason === undefined, "a reason is given exactly where documents were not reranked");
      assert.ok(receipt.timing.totalMs >= 0);
    }),
    contractCase(subject, "is plain data", async (reranker) => {
      const { receipt } = await reranker.rerank(sampleQuery, sampleDocuments());
      assert.deepEqual(JSON.parse(JSON.stringify(receipt)), receipt);
    }),
    contractCase(subject, "points truncations at documents", async (reranker) => {
      const documents = ["short", "long and winding text. ".repeat(3000)];
      const { receipt } = await reranker.rerank(sampleQuery, documents);
      for (const { index, keptTokens, totalTokens } of receipt.truncated) {
        assert.equal(index, 1);
        assert.ok(keptTokens < totalTokens);
      }
      if (reranker.supports.maxTokens !== undefined && reranker.supports.maxTokens < 3000)
        assert.equal(receipt.truncated.length, 1);
    }),
  ];
}
