import * as v from "valibot";
import { looseScore, readAnswer } from "./read-answer.ts";
import { defineRemote, type RemoteApi } from "./remote-api.ts";
import type { RemoteOptions } from "./remote-options.ts";

/** Options of `{ tei: {…} }`. */
export interface TeiOptions extends RemoteOptions {
  /** Logits rather than their sigmoid, which is exactly 1 for all that is clearly relevant and so ties. Default: true. */
  rawScores?: boolean;
  /** Which end of a document that is too long is cut off. Default: `right`, the end. */
  truncationDirection?: "left" | "right";
}

const answerSchema = v.array(v.object({ index: v.number(), score: looseScore }));

const infoSchema = v.object({
  model_id: v.optional(v.string()),
  max_client_batch_size: v.optional(v.number()),
  max_input_length: v.optional(v.number()),
});

export const api: RemoteApi<TeiOptions> = defineRemote({
  name: "tei",
  title: "Text Embeddings Inference",
  keyVariables: ["TEI_API_KEY"],
  keyOptional: true,
  urlVariables: ["TEI_URL"],
  entries: { rawScores: v.optional(v.boolean()), truncationDirection: v.optional(v.picklist(["left", "right"])) },
  traits: (_model, { rawScores = true }) => ({
    scoreScale: rawScores ? "logit" : "unit",
    pointwise: true,
    // --max-client-batch-size, unless /info says otherwise
    maxDocuments: 32,
  }),
  async discover(get) {
    const { max_client_batch_size, max_input_length } = readAnswer(infoSchema, (await get("/info")).body, "tei");
    return {
      ...(max_client_batch_size !== undefined && { maxDocuments: max_client_batch_size }),
      ...(max_input_length !== undefined && { maxTokens: max_input_length }),
    };
  },
  request: ({ query, texts }, { rawScores = true, truncationDirection = "right" }) => ({
    path: "/rerank",
    // No model and no top_n: a server has one model and ranks all that it gets.
    body: {
      query,
      texts,
      raw_scores: rawScores,
      truncate: true,
      truncation_direction: truncationDirection === "left" ? "Left" : "Right",
    },
  }),
  results: (body) => ({ results: readAnswer(answerSchema, body, "tei") }),
  // The documentation says 413 for a batch that is too large; the server says 422.
  complaint: ({ status, body }) =>
    status === 422 && /batch size/i.test(JSON.stringify(body)) ? { about: "documents" } : undefined,
  facts: {
    kind: "self-hosted",
    docs: "https://huggingface.co/docs/text-embeddings-inference",
    notes: [
      "takes 32 documents in one request unless started with --max-client-batch-size; /info tells, and is asked",
      "an answer of 424 means that the model is no reranker or the backend failed",
    ],
    confirmed: "the server's source, version 1.9.3",
  },
});
