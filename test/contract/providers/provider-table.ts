import type { MockFormatName } from "secondpass/testing";

/** What a test needs to know of a provider; everything else it finds in the registry. */
export interface ProviderRow {
  /** The format that the mock provider speaks with it. */
  format: MockFormatName;
  /** Options beside address and key. */
  options?: Record<string, unknown>;
  /** Environment beside that, such as credentials that an SDK looks for. */
  environment?: Record<string, string>;
  /** Why it cannot be held to how our own transport behaves: another one carries its requests. */
  otherTransport?: string;
}

const awsEnvironment = {
  // The SDK says of Node 20 that its days are numbered.
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  AWS_ACCESS_KEY_ID: "AKIAMOCKMOCKMOCK0000",
  AWS_SECRET_ACCESS_KEY: "mock-secret-0123456789abcdef",
};

/** One row for each provider over HTTP. Rows of providers that are not in the registry wait for them. */
export const providerTable: Readonly<Record<string, ProviderRow>> = {
  cohere: { format: "cohere" },
  azure: { format: "azure", options: { model: "mock-reranker" } },
  jina: { format: "jina" },
  together: { format: "together", options: { model: "mock-reranker" } },
  voyage: { format: "voyage" },
  mixedbread: { format: "mixedbread" },
  pinecone: { format: "pinecone" },
  tei: { format: "tei" },
  infinity: { format: "infinity", options: { model: "mock-reranker" } },
  vllm: { format: "vllm", options: { model: "mock-reranker" } },
  llamacpp: { format: "llamacpp" },
  nim: { format: "nim", options: { model: "mock-reranker" } },
  nvidia: { format: "nim" },
  vertex: { format: "vertex", options: { project: "mock-project" } },
  bedrock: {
    format: "bedrock",
    options: { region: "us-east-1" },
    environment: awsEnvironment,
    otherTransport: "the AWS SDK carries and signs its requests",
  },
};
