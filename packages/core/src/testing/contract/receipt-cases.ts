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
    contractCase(subject, "measures tokens as it reads them, where it can", async (reranker) => {
      if (!reranker.measureTokens) return;
      const long = "long and winding text. ".repeat(3000);
      const { tokens, room } = await reranker.measureTokens(sampleQuery, ["", "short", long, "short"]);
      assert.ok(tokens.length === 4 && tokens[0] === 0 && tokens[1] === tokens[3] && (tokens[2] as number) > room);
      assert.deepEqual((await reranker.measureTokens(sampleQuery, [])).tokens, []);
      const { receipt } = await reranker.rerank(sampleQuery, ["short", long]);
      assert.deepEqual(receipt.truncated, [{ index: 1, keptTokens: room, totalTokens: tokens[2] }]);
    }),
  ];
}
