import * as v from "valibot";
import { type CohereClient, sendWithCohereClient } from "./cohere-client.ts";
import { cohereDocument, cohereRequest, cohereResults } from "./cohere-format.ts";
import { defineRemote, type RemoteApi } from "./remote-api.ts";
import type { RemoteOptions } from "./remote-options.ts";

/** Options of `{ cohere: {…} }`. */
export interface CohereOptions extends RemoteOptions {
  /** Tokens that are read of each document; the provider cuts the rest. Default: 4,096. */
  maxTokensPerDocument?: number;
  /** A `CohereClientV2` of the package cohere-ai, in place of our own requests; key and address are then its own. */
  client?: CohereClient;
}

export const api: RemoteApi<CohereOptions> = defineRemote({
  name: "cohere",
  title: "Cohere",
  keyVariables: ["COHERE_API_KEY", "CO_API_KEY"],
  baseUrl: "https://api.cohere.com",
  urlVariables: ["COHERE_BASE_URL", "CO_API_URL"],
  defaultModel: "rerank-v4.0-fast",
  entries: {
    maxTokensPerDocument: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
    client: v.optional(v.custom<CohereClient>((value) => typeof (value as CohereClient | null)?.rerank === "function")),
  },
  traits: (_model, { maxTokensPerDocument = 4096 }) => ({
    scoreScale: "unit",
    pointwise: true,
    maxDocuments: 1000,
    maxTokens: maxTokensPerDocument,
  }),
  request: (call, { maxTokensPerDocument }) => ({
    path: "/v2/rerank",
    body: cohereRequest(call, maxTokensPerDocument),
  }),
  results: (body) => cohereResults(body, "cohere"),
  render: (document, { fields }) => cohereDocument(document, fields),
  connect: async ({ client, maxTokensPerDocument }) => client && sendWithCohereClient(client, maxTokensPerDocument),
  facts: {
    kind: "hosted",
    docs: "https://docs.cohere.com/reference/rerank",
    priceUnit: "search unit: one query with up to 100 documents; long documents count as several",
    notes: [
      "structured documents are sent as YAML",
      "documents are cut at maxTokensPerDocument; what is then longer than the window is read in parts, and the best part counts",
      "windows: v4 32,768 tokens (the query up to 16,384), v3.5 and v3 4,096 (2,048)",
      "trial keys: 10 requests a minute, 1,000 a month; production keys: 1,000 a minute",
    ],
    confirmed: "the published OpenAPI file and best-practice page",
  },
});
