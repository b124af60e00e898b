import assert from "node:assert/strict";
import type { DocumentInput, RerankOptions } from "../../contract/index.ts";
import { type ContractCase, type ContractSubject, contractCase } from "../contract-case.ts";
import { manyTexts, sampleDocuments, sampleQuery, sampleTexts } from "../contract-samples.ts";
import { assertSameSet } from "./assert-same-set.ts";

/** The candidate set never changes. */
export function setCases(subject: ContractSubject): ContractCase[] {
  const inputs: [string, readonly DocumentInput[], RerankOptions?][] = [
    ["strings", sampleTexts],
    ["frozen documents", sampleDocuments()],
    ["one document", ["only one"]],
    ["strings and documents mixed", [...sampleTexts, ...sampleDocuments()]],
    ["equal texts", ["same", "other", "same", "same"]],
    ["equal ids", sampleTexts.map((text) => ({ id: "same", text }))],
    ["the same object twice", [sampleDocuments()[0], sampleDocuments()[1], sampleDocuments()[0]] as DocumentInput[]],
    ["empty documents", ["", ...sampleTexts, " \n\t", { text: "" }]],
    ["topN", sampleTexts, { topN: 2 }],
    ["depth", sampleTexts, { depth: 2 }],
    ["minScore that nothing reaches", sampleTexts, { minScore: Number.MAX_VALUE }],
    ["minScore and topN", sampleTexts, { minScore: -Number.MAX_VALUE, topN: 1 }],
    ["depth below topN", sampleTexts, { depth: 2, topN: 4 }],
    ["lone surrogates", ["\ud800 broken", "broken \udfff", "whole 😀"]],
    ["NUL and control characters", ["a\0b", "\0", "\u0001\u0002", "text"]],
    ["many documents", manyTexts(subject.manyDocuments ?? 200)],
  ];
  return [
    ...inputs.map(([name, documents, options]) =>
      contractCase(subject, `keeps the set of documents: ${name}`, async (reranker) => {
        assertSameSet(await reranker.rerank(sampleQuery, documents, options), documents);
      }),
    ),
    contractCase(subject, "passes metadata through untouched", async (reranker) => {
      const documents = sampleDocuments();
      const { results } = await reranker.rerank(sampleQuery, documents);
      for (const { document, index } of results) assert.equal(document.metadata, documents[index]?.metadata);
    }),
    contractCase(subject, "keeps first-stage scores", async (reranker) => {
      const documents = sampleDocuments();
      const { results } = await reranker.rerank(sampleQuery, documents);
      for (const { firstStage, index } of results) assert.equal(firstStage.score, documents[index]?.score);
    }),
  ];
}
