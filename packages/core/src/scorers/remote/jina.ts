import * as v from "valibot";
import { looseScore, readAnswer } from "./read-answer.ts";
import { defineRemote, type RemoteApi } from "./remote-api.ts";
import type { RemoteOptions } from "./remote-options.ts";

/** Options of `{ jina: {…} }`. */
export type JinaOptions = RemoteOptions;

const answerSchema = v.object({
  results: v.array(v.object({ index: v.number(), relevance_score: looseScore })),
  usage: v.optional(v.object({ total_tokens: v.optional(v.number()) })),
});

// From v3 on the documents of a request are read together, in one window, and a score depends on the others.
const isListwise = (model = "") => /reranker-v(?:[3-9]|\d\d)/.test(model);

export const api: RemoteApi<JinaOptions> = defineRemote({
  name: "jina",
  title: "Jina AI",
  keyVariables: ["JINA_API_KEY"],
  baseUrl: "https://api.jina.ai",
  defaultModel: "jina-reranker-v2-base-multilingual",
  traits: (model) =>
    isListwise(model)
      ? { scoreScale: "similarity", pointwise: false, maxRequestTokens: 131_072, queryCounts: "once" }
      : { scoreScale: "unit", pointwise: true, maxDocuments: 1000, maxTokens: model?.includes("v2") ? 1024 : 8192 },
  request: ({ model, query, texts, topN }) => ({
    path: "/v1/rerank",
    // Documents are sent back unless told not to.
    body: { model, query, documents: texts, return_documents: false, ...(topN !== undefined && { top_n: topN }) },
  }),
  results(body) {
    const { results, usage } = readAnswer(answerSchema, body, "jina");
    return {
      results: results.map(({ index, relevance_score }) => ({ index, score: relevance_score })),
      usage: usage?.total_tokens === undefined ? {} : { inputTokens: usage.total_tokens },
    };
  },
  facts: {
    kind: "hosted",
    docs: "https://jina.ai/reranker",
    priceUnit: "token",
    notes: [
      "jina-reranker-v3 reads all documents of a request together: its scores of several requests are not merged",
      "weights of v3 are CC-BY-NC; the API is a paid service",
    ],
    confirmed: "recorded answers and the provider's published description",
    unconfirmed: ["rate limits (sources disagree)", "documents in one request", "score scale of v3"],
  },
});
