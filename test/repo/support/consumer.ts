/** What a user with strict settings writes against the published types. The two errors prove that they are not `any`. */
export const consumer = `
import { createReranker, isRerankError, RerankError, type DocumentInput, type Ranking, type Reranker, type RerankOptions } from "secondpass";
import { RerankCompressor } from "@secondpass/langchain";
import { rerankingModel, type RerankingModelV3 } from "@secondpass/ai-sdk";
import { createRerankerHandle } from "secondpass/adapter";
import { createCrossEncoder } from "secondpass/cross-encoder";
import { orderAmongPlaces } from "secondpass/rank";
import type { BaseDocumentCompressor } from "@langchain/core/retrievers/document_compressors";

interface Page { id: string; text: string; url: string }

export async function search(query: string, pages: readonly Page[], signal?: AbortSignal): Promise<string[]> {
  const reranker: Reranker = await createReranker({ local: { maxTokens: 128 } });
  const options: RerankOptions = signal ? { topN: 3, signal } : { topN: 3 };
  const { results, dropped, receipt }: Ranking<Page> = await reranker.rerank(query, pages, options);
  const milliseconds: number = receipt.timing.totalMs;
  // @ts-expect-error topN is a number
  await reranker.rerank(query, pages, { topN: "3" });
  // @ts-expect-error a document has a text
  await reranker.rerank(query, [{ id: "a" }]);
  return results.map(({ document, score }) => document.url + score + milliseconds + dropped.length);
}

export const compressor: BaseDocumentCompressor = new RerankCompressor({ reranker: "local", topN: 3 });
export const model: RerankingModelV3 = rerankingModel("local", { depth: 50, textOf: ({ body }) => String(body) });
export const order: number[] = orderAmongPlaces([0, 1], [1, 2]);
export const handle = createRerankerHandle("lexical");
export const encoder = createCrossEncoder({ directory: "model" });
export const inputs: DocumentInput[] = ["text", { text: "text", metadata: { page: 1 } }];
export const codeOf = (error: unknown): string | undefined => (isRerankError(error) ? error.code : undefined);
export const failure = new RerankError("invalid_options", "topN must be at least 1");
`;

export const consumerOptions: readonly string[] = [
  ...["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", "--module", "nodenext"],
  ...["--moduleResolution", "nodenext", "--target", "es2022", "--lib", "es2022", "--types", "node"],
  // What the published declarations refer to has to be there.
  ...["--skipLibCheck", "false"],
];
