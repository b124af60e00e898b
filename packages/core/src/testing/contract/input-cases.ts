import assert from "node:assert/strict";
import type { DocumentInput } from "../../contract/index.ts";
import { type ContractCase, type ContractSubject, contractCase } from "../contract-case.ts";
import { sampleQuery, sampleTexts } from "../contract-samples.ts";
import { assertRejectsWith } from "./assert-rejects-with.ts";
import { assertSameSet } from "./assert-same-set.ts";

/** Bad input is a clear error or a warning, and loses nothing. */
export function inputCases(subject: ContractSubject): ContractCase[] {
  return [
    contractCase(subject, "answers an empty list without a call", async (reranker) => {
      const { results, dropped, receipt } = await reranker.rerank(sampleQuery, []);
      assert.deepEqual({ results, dropped, calls: receipt.usage.calls }, { results: [], dropped: [], calls: 0 });
      assert.ok(receipt.reason, "the receipt says why nothing was reranked");
    }),
    contractCase(subject, "refuses an empty query", async (reranker) => {
      for (const query of ["", "   ", "\n\t", "\0", undefined as unknown as string]) {
        await assertRejectsWith(reranker.rerank(query, sampleTexts), "empty_query", /query/);
      }
    }),
    contractCase(subject, "puts documents without text last, in first-stage order, with a warning", async (reranker) => {
      const documents = ["", sampleTexts[0] as string, " \u200b\n", sampleTexts[2] as string];
      const { results, receipt } = await reranker.rerank(sampleQuery, documents);
      assert.deepEqual(
        results.slice(2).map(({ index, score }) => ({ index, score })),
        [
          { index: 0, score: undefined },
          { index: 2, score: undefined },
        ],
      );
      assert.ok(receipt.warnings.some(({ code, message }) => code === "empty_documents" && message.includes("0, 2")));
    }),
    contractCase(subject, "answers a list of empty documents without a call", async (reranker) => {
      const ranking = await reranker.rerank(sampleQuery, ["", " "]);
      assertSameSet(ranking, ["", " "]);
      assert.equal(ranking.receipt.usage.calls, 0);
      assert.equal(ranking.receipt.reranked, false);
    }),
    contractCase(subject, "refuses what is not a document and says which", async (reranker) => {
      for (const wrong of [null, undefined, 7, {}, { text: 7 }, { pageContent: "text" }]) {
        const documents = ["fine", wrong] as DocumentInput[];
        await assertRejectsWith(reranker.rerank(sampleQuery, documents), "invalid_document", /documents\[1\]/);
      }
      await assertRejectsWith(reranker.rerank(sampleQuery, "text" as unknown as string[]), "invalid_document");
    }),
    contractCase(subject, "warns of lone surrogates", async (reranker) => {
      const { receipt } = await reranker.rerank(sampleQuery, ["\ud800 broken", "whole"]);
      assert.ok(receipt.warnings.some(({ code }) => code === "ill_formed_text"));
    }),
    contractCase(subject, "takes a query with lone surrogates", async (reranker) => {
      assertSameSet(await reranker.rerank("install \ud800 rust", sampleTexts), sampleTexts);
    }),
    contractCase(subject, "takes a document of a megabyte", async (reranker) => {
      const documents = [sampleTexts[0] as string, "install rust on this machine. ".repeat(35_000)];
      const ranking = await reranker.rerank(sampleQuery, documents);
      assertSameSet(ranking, documents);
      const { maxTokens } = reranker.supports;
      if (maxTokens === undefined) return;
      const cut = ranking.receipt.truncated.find(({ index }) => index === 1);
      assert.ok(cut && cut.keptTokens < cut.totalTokens && cut.keptTokens <= maxTokens, "what was cut is in the receipt");
    }),
  ];
}
