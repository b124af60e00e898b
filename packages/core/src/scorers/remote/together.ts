import * as v from "valibot";
import { cohereRequest } from "./cohere-format.ts";
import { looseScore, readAnswer } from "./read-answer.ts";
import { defineRemote, type RemoteApi } from "./remote-api.ts";
import type { RemoteOptions } from "./remote-options.ts";

/** Options of `{ together: {…} }`. */
export type TogetherOptions = RemoteOptions;

const answerSchema = v.object({
  id: v.optional(v.string()),
  results: v.array(v.object({ index: v.number(), relevance_score: looseScore })),
  usage: v.optional(v.nullable(v.object({ total_tokens: v.optional(v.number()) }))),
});

export const api: RemoteApi<TogetherOptions> = defineRemote({
  name: "together",
  title: "Together AI",
  keyVariables: ["TOGETHER_API_KEY"],
  baseUrl: "https://api.together.xyz",
  urlVariables: ["TOGETHER_BASE_URL"],
  // Rerankers run on dedicated endpoints, and which one is the user's choice.
  needsModel: true,
  traits: () => ({ scoreScale: "unit", pointwise: true, maxDocuments: 1000, maxTokens: 8000 }),
  request: (call) => ({
    path: "/v1/rerank",
    body: { ...cohereRequest(call), return_documents: false },
  }),
  results(body) {
    const { id, results, usage } = readAnswer(answerSchema, body, "together");
    const tokens = usage?.total_tokens;
    return {
      ...(id !== undefined && { id }),
      results: results.map(({ index, relevance_score }) => ({ index, score: relevance_score })),
      usage: tokens === undefined ? {} : { inputTokens: tokens },
    };
  },
  facts: {
    kind: "hosted",
    docs: "https://docs.together.ai/docs/inference/embeddings/rerank",
    priceUnit: "hour of a dedicated endpoint",
    notes: [
      "rerankers, such as mixedbread-ai/Mxbai-Rerank-Large-V2, run on dedicated endpoints, so the model must be named",
      "8,000 tokens of a document are read",
    ],
    confirmed: "the provider's documentation",
    unconfirmed: ["documents in one request", "score scale"],
  },
});
