import * as v from "valibot";
import { readAnswer } from "./read-answer.ts";
import { relevanceResults } from "./relevance-results.ts";
import { defineRemote, type RemoteApi } from "./remote-api.ts";
import type { RemoteOptions } from "./remote-options.ts";

/** Options of `{ vllm: {…} }`. */
export interface VllmOptions extends RemoteOptions {
  /** Logits rather than their sigmoid, which is exactly 1 for all that is clearly relevant and so ties. Default: true. */
  rawScores?: boolean;
  /** Tokens of query and document together that are read, at least 1; the server cuts the rest. Default: all that the model takes. */
  maxTokens?: number;
}

const modelsSchema = v.object({
  data: v.array(v.object({ id: v.string(), max_model_len: v.nullish(v.number()) })),
});

// The server does not cut unless it is asked to; this asks for the model's own limit.
const modelLimit = -1;

export const api: RemoteApi<VllmOptions> = defineRemote({
  name: "vllm",
  title: "vLLM",
  keyVariables: ["VLLM_API_KEY"],
  keyOptional: true,
  urlVariables: ["VLLM_URL"],
  entries: { rawScores: v.optional(v.boolean()), maxTokens: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))) },
  traits: (_model, { rawScores = true, maxTokens }) => ({
    scoreScale: rawScores ? "logit" : "unit",
    pointwise: true,
    ...(maxTokens !== undefined && { maxTokens }),
  }),
  async discover(get, { model, maxTokens }) {
    const { data } = readAnswer(modelsSchema, (await get("/v1/models")).body, "vllm");
    const served = data.find(({ id }) => id === model) ?? data[0];
    const limit = maxTokens ?? served?.max_model_len;
    return { ...(served && { model: served.id }), ...(limit && { maxTokens: limit }) };
  },
  request: ({ model, query, texts, topN = 0 }, { rawScores = true, maxTokens = modelLimit }) => ({
    path: "/v1/rerank",
    body: {
      ...(model !== undefined && { model }),
      query,
      documents: texts,
      // 0 means all.
      top_n: topN,
      truncate_prompt_tokens: maxTokens,
      use_activation: !rawScores,
    },
  }),
  results: (body) => relevanceResults(body, "vllm"),
  complaint({ status, body }) {
    if (status !== 400) return undefined;
    const said = JSON.stringify(body);
    const limit = /maximum context length is (\d+)/i.exec(said)?.[1];
    if (limit === undefined) return undefined;
    const tokens = /(?:requested|contains at least|contains|has) (\d+)/i.exec(said)?.[1];
    return { about: "length", limit: Number(limit), ...(tokens !== undefined && { tokens: Number(tokens) }) };
  },
  facts: {
    kind: "self-hosted",
    docs: "https://docs.vllm.ai",
    notes: [
      "cuts nothing unless asked to, and then does not say what it cut: it is asked to cut at the model's limit",
      "prompts of language models such as Qwen3-Reranker are the server's: start it with the model's template",
      "/v1/models tells the model's name and limit, and is asked",
    ],
    confirmed: "the server's source, protocol of pooling and scoring",
    unconfirmed: ["versions that do not know use_activation, and answer with the sigmoid all the same"],
  },
});
