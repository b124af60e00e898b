import * as v from "valibot";
import { cohereDocument, cohereRequest, cohereResults } from "./cohere-format.ts";
import { defineRemote, type RemoteApi } from "./remote-api.ts";
import type { RemoteOptions } from "./remote-options.ts";

/** Options of `{ azure: {…} }`. */
export interface AzureOptions extends RemoteOptions {
  /** Tokens that are read of each document; the provider cuts the rest. Default: 4,096. */
  maxTokensPerDocument?: number;
  /** Path behind the address. Default: by the kind of address, and none where it ends in `/rerank` itself. */
  path?: string;
}

/** A deployment of its own has the API at its root, a resource with several has it below the provider's name. */
function pathOf(base: string): string {
  if (base.endsWith("/rerank")) return "";
  return new URL(base).hostname.endsWith(".services.ai.azure.com") ? "/providers/cohere/v2/rerank" : "/v2/rerank";
}

export const api: RemoteApi<AzureOptions> = defineRemote({
  name: "azure",
  title: "Azure AI Foundry (Cohere)",
  keyVariables: ["AZURE_AI_API_KEY"],
  urlVariables: ["AZURE_AI_API_BASE"],
  entries: {
    maxTokensPerDocument: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
    path: v.optional(v.pipe(v.string(), v.startsWith("/"))),
  },
  traits: (_model, { maxTokensPerDocument = 4096 }) => ({
    scoreScale: "unit",
    pointwise: true,
    maxDocuments: 1000,
    maxTokens: maxTokensPerDocument,
  }),
  request: (call, { maxTokensPerDocument, path }, base) => ({
    path: path ?? pathOf(base),
    body: cohereRequest(call, maxTokensPerDocument),
  }),
  results: (body) => cohereResults(body, "azure"),
  render: (document, { fields }) => cohereDocument(document, fields),
  facts: {
    kind: "hosted",
    docs: "https://learn.microsoft.com/azure/ai-foundry/how-to/deploy-models-cohere-rerank",
    priceUnit: "search unit or token, by deployment",
    notes: [
      "every deployment has an address: https://DEPLOYMENT.REGION.models.ai.azure.com, or https://RESOURCE.services.ai.azure.com with the deployment's name as the model",
      "Cohere's request and answer, with a bearer key or a token of Entra ID",
      "structured documents are sent as YAML",
    ],
    confirmed: "the provider's documentation of Cohere's format; the paths as public programs use them",
    unconfirmed: ["limits, which are taken from Cohere"],
  },
});
