import * as v from "valibot";
import { isRerankError } from "../../contract/index.ts";
import { readAnswer } from "./read-answer.ts";
import { relevanceResults } from "./relevance-results.ts";
import { type Complaint, defineRemote, type RemoteApi } from "./remote-api.ts";
import type { RemoteOptions } from "./remote-options.ts";

/** Options of `{ llamacpp: {…} }`. */
export type LlamacppOptions = RemoteOptions;

const modelsSchema = v.object({
  data: v.array(v.object({ id: v.string(), meta: v.nullish(v.object({ n_ctx_train: v.nullish(v.number()) })) })),
});
const propsSchema = v.object({ default_generation_settings: v.optional(v.object({ n_ctx: v.optional(v.number()) })) });

// One pair has to fit the physical batch, which the server tells of only when it is exceeded.
const tooLarge = [
  /\((\d+) tokens\) is too large to process.*?batch size: (\d+)/i,
  /\((\d+) tokens\) exceeds the available context size \((\d+) tokens\)/i,
];

export const api: RemoteApi<LlamacppOptions> = defineRemote({
  name: "llamacpp",
  title: "llama.cpp server",
  keyVariables: ["LLAMACPP_API_KEY", "LLAMA_API_KEY"],
  keyOptional: true,
  urlVariables: ["LLAMACPP_URL"],
  traits: () => ({ scoreScale: "logit", pointwise: true }),
  async discover(get, { model }) {
    const { data } = readAnswer(modelsSchema, (await get("/v1/models")).body, "llamacpp");
    const served = data.find(({ id }) => id === model) ?? data[0];
    const limits = [served?.meta?.n_ctx_train, await contextOf(() => get("/props"))].filter((limit) => typeof limit === "number");
    return { ...(served && { model: served.id }), ...(limits.length > 0 && { maxTokens: Math.min(...limits) }) };
  },
  request: ({ model, query, texts, topN }) => ({
    path: "/v1/rerank",
    // Not `texts`: with that field it answers as TEI does.
    body: { ...(model !== undefined && { model }), query, documents: texts, ...(topN !== undefined && { top_n: topN }) },
  }),
  results: (body) => relevanceResults(body, "llamacpp"),
  // Told as a failure of the server, HTTP 500, which it is not: the same request would fail again.
  complaint({ status, body }): Complaint | undefined {
    if (status !== 500 && status !== 400) return undefined;
    const said = JSON.stringify(body);
    const [, tokens, limit] = tooLarge.flatMap((pattern) => [pattern.exec(said) ?? []]).find((found) => found.length > 0) ?? [];
    if (tokens !== undefined && limit !== undefined) return { about: "length", tokens: Number(tokens), limit: Number(limit) };
    return /is too large to process|exceed_context_size/i.test(said) ? { about: "length" } : undefined;
  },
  facts: {
    kind: "self-hosted",
    docs: "https://github.com/ggml-org/llama.cpp/tree/master/tools/server",
    notes: [
      "start it with --reranking; without, it answers 501",
      "query and document together have to fit the physical batch, --ubatch-size, 512 tokens unless set: longer documents are cut and sent again",
      "answers 503 while the model loads, which is tried again",
    ],
    confirmed: "the server's source and messages that users recorded",
    unconfirmed: ["scores are logits: so for bge rerankers, other conversions may end in a softmax"],
  },
});

async function contextOf(get: () => Promise<{ body: unknown }>): Promise<number | undefined> {
  try {
    const { default_generation_settings } = readAnswer(propsSchema, (await get()).body, "llamacpp");
    return default_generation_settings?.n_ctx;
  } catch (error) {
    // A server may keep its properties to itself.
    if (isRerankError(error)) return undefined;
    throw error;
  }
}
