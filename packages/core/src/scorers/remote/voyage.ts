import * as v from "valibot";
import { looseScore, readAnswer } from "./read-answer.ts";
import { defineRemote, type RemoteApi, type RemoteTraits } from "./remote-api.ts";
import type { RemoteOptions } from "./remote-options.ts";

/** Options of `{ voyage: {…} }`. */
export type VoyageOptions = RemoteOptions;

const answerSchema = v.object({
  data: v.array(v.object({ index: v.number(), relevance_score: looseScore })),
  usage: v.optional(v.object({ total_tokens: v.optional(v.number()) })),
});

/** Tokens of a pair and of a request, by model; the first pattern that fits. */
const windows: [RegExp, Pick<RemoteTraits, "maxTokens" | "maxRequestTokens">][] = [
  [/^rerank-(?:2\.5|[3-9])/, { maxTokens: 32_000, maxRequestTokens: 600_000 }],
  [/^rerank-2-lite/, { maxTokens: 8000, maxRequestTokens: 600_000 }],
  [/^rerank-2/, { maxTokens: 16_000, maxRequestTokens: 600_000 }],
  [/^rerank-lite-1/, { maxTokens: 4000, maxRequestTokens: 300_000 }],
  [/^rerank-1/, { maxTokens: 8000, maxRequestTokens: 100_000 }],
];

const follows = (model = "") => /^rerank-(?:2\.5|[3-9])/.test(model);

export const api: RemoteApi<VoyageOptions> = defineRemote({
  name: "voyage",
  title: "Voyage AI",
  keyVariables: ["VOYAGE_API_KEY"],
  baseUrl: "https://api.voyageai.com",
  defaultModel: "rerank-2.5",
  traits: (model = "") => ({
    scoreScale: "unit",
    pointwise: true,
    instructions: follows(model),
    maxDocuments: 1000,
    // query tokens x documents + tokens of all documents
    queryCounts: "perDocument",
    ...windows.find(([pattern]) => pattern.test(model))?.[1],
  }),
  request: ({ model, query, texts, topN, instruction }) => ({
    path: "/v1/rerank",
    body: {
      model,
      // Instructions have no field of their own: the model reads them where the query stands.
      query: instruction === undefined ? query : `${instruction}\nQuery: ${query}`,
      documents: texts,
      return_documents: false,
      truncation: true,
      ...(topN !== undefined && { top_k: topN }),
    },
  }),
  results(body) {
    const { data, usage } = readAnswer(answerSchema, body, "voyage");
    return {
      results: data.map(({ index, relevance_score }) => ({ index, score: relevance_score })),
      usage: usage?.total_tokens === undefined ? {} : { inputTokens: usage.total_tokens },
    };
  },
  complaint: ({ status, body }) =>
    status === 400 && /max allowed tokens per submitted batch/i.test(JSON.stringify(body)) ? { about: "documents" } : undefined,
  facts: {
    kind: "hosted",
    docs: "https://docs.voyageai.com/reference/reranker-api",
    priceUnit: "token: query tokens x documents + tokens of all documents",
    notes: [
      "the token limit of a request counts the query once for each document",
      "rerank-2.5 and later follow instructions, which are written before the query",
      "without a card on file: 3 requests and 10,000 tokens a minute",
    ],
    confirmed: "the types of the provider's SDK and its documentation",
    unconfirmed: ["600,000 tokens of a request for rerank-2 and later"],
  },
});
