import * as v from "valibot";
import { looseScore, readAnswer } from "./read-answer.ts";
import { defineRemote, type RemoteApi } from "./remote-api.ts";
import type { RemoteOptions } from "./remote-options.ts";

/** Options of `{ mixedbread: {…} }`. */
export type MixedbreadOptions = RemoteOptions;

const answerSchema = v.object({
  data: v.array(v.object({ index: v.number(), score: looseScore })),
  usage: v.optional(v.nullable(v.object({ total_tokens: v.optional(v.number()) }))),
});

export const api: RemoteApi<MixedbreadOptions> = defineRemote({
  name: "mixedbread",
  title: "Mixedbread",
  keyVariables: ["MXBAI_API_KEY"],
  baseUrl: "https://api.mixedbread.com",
  urlVariables: ["MXBAI_BASE_URL"],
  defaultModel: "mixedbread-ai/mxbai-rerank-large-v2",
  traits: (model) => ({
    scoreScale: "unit",
    pointwise: true,
    maxDocuments: 1000,
    ...(model?.endsWith("-v1") && { maxTokens: 512 }),
  }),
  request: ({ model, query, texts, topN }) => ({
    path: "/v1/reranking",
    body: { model, query, input: texts, return_input: false, ...(topN !== undefined && { top_k: topN }) },
  }),
  results(body) {
    const { data, usage } = readAnswer(answerSchema, body, "mixedbread");
    const tokens = usage?.total_tokens;
    return { results: data, usage: tokens === undefined ? {} : { inputTokens: tokens } };
  },
  facts: {
    kind: "hosted",
    docs: "https://www.mixedbread.com/docs/reranking/overview",
    priceUnit: "token",
    notes: [
      "documents that are too long are cut by the provider",
      "mxbai-rerank-*-v1 read 512 tokens of query and document together",
    ],
    confirmed: "the provider's SDK, version 0.78",
    unconfirmed: ["documents in one request", "score scale", "tokens of an answer's usage"],
  },
});
