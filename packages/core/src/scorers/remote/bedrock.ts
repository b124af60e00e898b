import * as v from "valibot";
import { RerankError } from "../../contract/index.ts";
import { type BedrockClient, sendWithBedrock } from "./bedrock-client.ts";
import { looseScore, readAnswer } from "./read-answer.ts";
import { defineRemote, type RemoteApi } from "./remote-api.ts";
import type { RemoteOptions } from "./remote-options.ts";

/** Options of `{ bedrock: {…} }`. AWS has no API key here, so `apiKey`, `headers` and `fetch` are refused. */
export interface BedrockOptions extends RemoteOptions {
  /** AWS region. Default: as the SDK finds it, from AWS_REGION or a profile. */
  region?: string;
  /** A `BedrockAgentRuntimeClient`, in place of one that finds credentials itself; set its `maxAttempts` to 1. */
  client?: BedrockClient;
}

const answerSchema = v.object({
  id: v.optional(v.string()),
  results: v.array(v.object({ index: v.number(), relevanceScore: looseScore })),
});

const isClient = (value: unknown) => typeof (value as BedrockClient | null)?.send === "function";

export const api: RemoteApi<BedrockOptions> = defineRemote({
  name: "bedrock",
  title: "Amazon Bedrock",
  keyVariables: [],
  defaultModel: "cohere.rerank-v3-5:0",
  entries: {
    region: v.optional(v.pipe(v.string(), v.regex(/^[a-z\d-]+$/))),
    client: v.optional(v.custom<BedrockClient>(isClient)),
  },
  traits: () => ({ scoreScale: "unit", pointwise: true, maxDocuments: 1000, maxDocumentCharacters: 32_000 }),
  check({ apiKey, headers, fetch, baseUrl }) {
    const given = Object.entries({ apiKey, headers, fetch }).find(([, value]) => value !== undefined)?.[0];
    const several = Array.isArray(baseUrl) && baseUrl.length > 1;
    if (!given && !several) return;
    const what = given ? `${given}: requests are signed by the AWS SDK` : "several addresses";
    throw new RerankError("invalid_config", `bedrock takes no ${what}; pass { bedrock: { client } } made as you need it`, {
      provider: "bedrock",
    });
  },
  connect: ({ client, region, baseUrl }) =>
    sendWithBedrock({ ...(client && { client }), ...(region && { region }), ...(baseUrl && { endpoint: [baseUrl].flat()[0] }) }),
  // What the SDK is sent is made where it is sent.
  request: () => ({ path: "/rerank", body: {} }),
  results(body) {
    const { id, results } = readAnswer(answerSchema, body, "bedrock");
    return {
      ...(id !== undefined && { id }),
      results: results.map(({ index, relevanceScore }) => ({ index, score: relevanceScore })),
    };
  },
  facts: {
    kind: "hosted",
    docs: "https://docs.aws.amazon.com/bedrock/latest/userguide/rerank.html",
    priceUnit: "query with up to 100 documents; long documents count as several",
    notes: [
      "asked through @aws-sdk/client-bedrock-agent-runtime, with the credentials that it finds",
      "a model's name becomes its ARN in the region; an ARN is used as it is",
      "documents are cut at 32,000 characters, the API's limit",
    ],
    confirmed: "the provider's SDK and API reference",
  },
});
