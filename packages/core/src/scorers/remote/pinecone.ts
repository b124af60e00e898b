import * as v from "valibot";
import { looseScore, readAnswer } from "./read-answer.ts";
import { defineRemote, type RemoteApi, type RemoteTraits } from "./remote-api.ts";
import type { RemoteOptions } from "./remote-options.ts";

/** Options of `{ pinecone: {…} }`. */
export type PineconeOptions = RemoteOptions;

const answerSchema = v.object({
  data: v.array(v.object({ index: v.number(), score: looseScore })),
  usage: v.optional(v.object({ rerank_units: v.optional(v.number()) })),
});

const isCohere = (model = "") => model.startsWith("cohere-");

/** Documents of a request and tokens of a pair, by model; the first pattern that fits. */
const limits: [RegExp, Pick<RemoteTraits, "maxDocuments" | "maxTokens">][] = [
  [/^cohere-rerank/, { maxDocuments: 200, maxTokens: 40_000 }],
  [/^bge-reranker-v2-m3/, { maxDocuments: 100, maxTokens: 1024 }],
  [/^pinecone-rerank-v0/, { maxDocuments: 100, maxTokens: 512 }],
  [/./, { maxDocuments: 100 }],
];

export const api: RemoteApi<PineconeOptions> = defineRemote({
  name: "pinecone",
  title: "Pinecone Inference",
  keyVariables: ["PINECONE_API_KEY"],
  baseUrl: "https://api.pinecone.io",
  defaultModel: "bge-reranker-v2-m3",
  traits: (model = "") => ({ scoreScale: "unit", pointwise: true, ...limits.find(([pattern]) => pattern.test(model))?.[1] }),
  keyHeaders: (key) => ({ "api-key": key, "x-pinecone-api-version": "2025-10" }),
  request: ({ model, query, texts, topN }) => ({
    path: "/rerank",
    body: {
      model,
      query,
      documents: texts.map((text) => ({ text })),
      rank_fields: ["text"],
      return_documents: false,
      ...(topN !== undefined && { top_n: topN }),
      // Left to itself, bge refuses a request for one document that is too long. Cohere's model has no such parameter and reads
      // documents in parts.
      ...(!isCohere(model) && { parameters: { truncate: "END" } }),
    },
  }),
  results(body) {
    const { data, usage } = readAnswer(answerSchema, body, "pinecone");
    const units = usage?.rerank_units;
    return { results: data, usage: units === undefined ? {} : { searchUnits: units } };
  },
  facts: {
    kind: "hosted",
    docs: "https://docs.pinecone.io/guides/search/rerank-results",
    priceUnit: "rerank unit: one request; in receipts a search unit",
    notes: [
      "documents are sent as objects with one field, text",
      "documents that are too long are cut at the end; cohere-rerank-3.5 reads them in parts",
    ],
    confirmed: "the published API description, version 2025-10, and its list of models",
  },
});
