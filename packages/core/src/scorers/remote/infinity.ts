import * as v from "valibot";
import { readAnswer } from "./read-answer.ts";
import { relevanceResults } from "./relevance-results.ts";
import { defineRemote, type RemoteApi } from "./remote-api.ts";
import type { RemoteOptions } from "./remote-options.ts";

/** Options of `{ infinity: {…} }`. */
export interface InfinityOptions extends RemoteOptions {
  /** Logits rather than their sigmoid, which is exactly 1 for all that is clearly relevant and so ties. Default: true. */
  rawScores?: boolean;
}

const modelsSchema = v.object({
  data: v.array(v.object({ id: v.string(), capabilities: v.optional(v.array(v.string())) })),
});

export const api: RemoteApi<InfinityOptions> = defineRemote({
  name: "infinity",
  title: "Infinity",
  keyVariables: ["INFINITY_API_KEY"],
  keyOptional: true,
  urlVariables: ["INFINITY_URL"],
  entries: { rawScores: v.optional(v.boolean()) },
  traits: (_model, { rawScores = true }) => ({
    scoreScale: rawScores ? "logit" : "unit",
    pointwise: true,
    maxDocuments: 2048,
    maxDocumentCharacters: 122_880,
  }),
  async discover(get) {
    const { data } = readAnswer(modelsSchema, (await get("/models")).body, "infinity");
    // One server may have embedding models beside the reranker, and asks the first where none is named.
    const model = data.find(({ capabilities = ["rerank"] }) => capabilities.includes("rerank"));
    return model ? { model: model.id } : {};
  },
  request: ({ model, query, texts, topN }, { rawScores = true }) => ({
    path: "/rerank",
    body: {
      ...(model !== undefined && { model }),
      query,
      documents: texts,
      return_documents: false,
      raw_scores: rawScores,
      ...(topN !== undefined && { top_n: topN }),
    },
  }),
  results(body) {
    const { usage: _, ...answer } = relevanceResults(body, "infinity");
    // What it calls tokens are characters, unless it was started to count otherwise.
    return answer;
  },
  facts: {
    kind: "self-hosted",
    docs: "https://michaelfeil.eu/infinity",
    notes: [
      "takes 1 to 2,048 documents of at most 122,880 characters each; longer ones are cut, and the receipt says so",
      "of several models the first that can rerank is asked, unless one is named",
      "the usage that it tells is not passed on: without --lengths-via-tokenize it counts characters",
    ],
    confirmed: "the server's source",
    unconfirmed: ["the server cuts pairs beyond the model's window without saying so"],
  },
});
