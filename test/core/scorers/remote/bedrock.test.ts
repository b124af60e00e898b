import { inspect } from "node:util";
import { BedrockAgentRuntimeClient } from "@aws-sdk/client-bedrock-agent-runtime";
import { createReranker } from "secondpass";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startMockProvider } from "../../../support/mock-provider.ts";
import type { Replier } from "../../../support/recording-fetch.ts";

const documents = ["Spring in Paris.", "Install Rust with rustup."];
const results = [
  { index: 1, relevanceScore: 0.92 },
  { index: 0, relevanceScore: 0.01 },
];
const never = new Promise<never>(() => {});

beforeEach(() => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret-of-the-test");
  vi.stubEnv("AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED", "true");
  vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
  vi.stubEnv("AWS_CONFIG_FILE", "no-such-file");
  vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", "no-such-file");
});

afterEach(() => {
  vi.unstubAllEnvs();
});

async function bedrock(reply: Replier, options: object = {}) {
  const server = await startMockProvider(reply, { http2: true });
  const quick = { retryDelayMs: 0, breakAfter: 0 };
  const reranker = await createReranker({ bedrock: { baseUrl: server.url, region: "us-west-2", ...quick, ...options } });
  return { server, reranker };
}

const exception = (name: string, status: number, message = "why") => ({
  status,
  headers: { "x-amzn-errortype": name },
  body: { message },
});

test("the official SDK signs and sends the request", async () => {
  const { server, reranker } = await bedrock(() => ({ headers: { "x-amzn-requestid": "aws-1" }, body: { results } }));
  const ranking = await reranker.rerank("install rust", documents, { topN: 2 });
  expect(server.sent).toHaveLength(1);
  expect(server.sent[0]).toMatchObject({
    method: "POST",
    url: "/rerank",
    headers: { authorization: expect.stringMatching(/^AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE\/\d+\/us-west-2\/bedrock\//) },
  });
  expect(server.sent[0]?.body).toEqual({
    queries: [{ type: "TEXT", textQuery: { text: "install rust" } }],
    sources: documents.map((text) => ({
      type: "INLINE",
      inlineDocumentSource: { type: "TEXT", textDocument: { text } },
    })),
    rerankingConfiguration: {
      type: "BEDROCK_RERANKING_MODEL",
      bedrockRerankingConfiguration: {
        modelConfiguration: { modelArn: "arn:aws:bedrock:us-west-2::foundation-model/cohere.rerank-v3-5:0" },
        numberOfResults: 2,
      },
    },
  });
  expect(ranking.results.map(({ index, score }) => [index, score])).toEqual([
    [1, 0.92],
    [0, 0.01],
  ]);
  expect(ranking.receipt).toMatchObject({
    servedBy: "bedrock:cohere.rerank-v3-5:0",
    requests: [{ id: "aws-1", documents: 2, attempts: 1 }],
  });
});

test("results on several pages are followed to the last", async () => {
  const { server, reranker } = await bedrock((_, call) => ({
    body: { results: results.slice(call, call + 1), ...(call === 0 && { nextToken: "page-2" }) },
  }));
  const ranking = await reranker.rerank("install rust", documents);
  expect(ranking.results.map(({ index }) => index)).toEqual([1, 0]);
  expect(ranking.receipt.warnings).toEqual([]);
  expect(server.sent.map(({ body }) => (body as { nextToken?: string }).nextToken)).toEqual([undefined, "page-2"]);
});

const modelArnOf = (body: unknown): string => {
  const { rerankingConfiguration } = body as {
    rerankingConfiguration: { bedrockRerankingConfiguration: { modelConfiguration: { modelArn: string } } };
  };
  return rerankingConfiguration.bedrockRerankingConfiguration.modelConfiguration.modelArn;
};

test.each([
  ["amazon.rerank-v1:0", "eu-central-1", "arn:aws:bedrock:eu-central-1::foundation-model/amazon.rerank-v1:0"],
  ["amazon.rerank-v1:0", "us-gov-west-1", "arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/amazon.rerank-v1:0"],
  ["arn:aws:bedrock:us-east-1:1:custom-model/mine", "eu-west-1", "arn:aws:bedrock:us-east-1:1:custom-model/mine"],
])("the model %s in %s is %s", async (model, region, arn) => {
  vi.stubEnv("AWS_REGION", region);
  const { server, reranker } = await bedrock(() => ({ body: { results } }), { model, region: undefined });
  await reranker.rerank("install rust", documents);
  expect(modelArnOf(server.sent[0]?.body)).toBe(arn);
});

test("a client of one's own, with its own region", async () => {
  const server = await startMockProvider(() => ({ body: { results } }), { http2: true });
  const credentials = { accessKeyId: "AKIAOWN", secretAccessKey: "own" };
  const client = new BedrockAgentRuntimeClient({ endpoint: server.url, region: "ap-northeast-1", credentials, maxAttempts: 1 });
  const reranker = await createReranker({ bedrock: { client } });
  await reranker.rerank("install rust", documents);
  expect(server.sent[0]?.headers.authorization).toContain("Credential=AKIAOWN/");
  expect(modelArnOf(server.sent[0]?.body)).toContain(":ap-northeast-1::");
  expect(reranker.fingerprint).not.toContain("AKIAOWN");
});

test.each([
  ["AccessDeniedException", 403, "authentication_failed", 1],
  ["UnrecognizedClientException", 403, "authentication_failed", 1],
  ["ExpiredTokenException", 403, "authentication_failed", 1],
  ["ValidationException", 400, "invalid_request", 1],
  ["ResourceNotFoundException", 404, "invalid_request", 1],
  ["ThrottlingException", 429, "rate_limited", 2],
  ["ServiceQuotaExceededException", 400, "rate_limited", 2],
  ["InternalServerException", 500, "provider_unavailable", 2],
  ["DependencyFailedException", 424, "invalid_request", 1],
])("%s is %s", async (name, status, code, requests) => {
  const { server, reranker } = await bedrock(() => exception(name, status), { attempts: 2 });
  const error = await reranker.rerank("install rust", documents).catch((error) => error);
  expect(error).toMatchObject({ code, status, provider: "bedrock", cause: { name } });
  expect(error.message).toContain("why");
  // What may succeed later was tried again by us; the SDK itself tries once.
  expect(server.sent).toHaveLength(requests);
});

test("no error holds the request, whose headers are signed", async () => {
  const answers = [exception("ValidationException", 400), { status: 503, body: "<html>down</html>" }, { body: "no JSON" }];
  for (const answer of answers) {
    const { reranker } = await bedrock(() => answer, { attempts: 1 });
    const error = await reranker.rerank("install rust", documents).catch((error) => error);
    expect(error.cause).toBeInstanceOf(Error);
    // Its body is the stream, which holds what was sent, where no `inspect` shows it.
    expect(error.cause).not.toHaveProperty("$response");
    expect(inspect(error, { depth: null, showHidden: true })).not.toMatch(/AKIAEXAMPLE|AWS4-HMAC/);
  }
  const { reranker } = await bedrock(() => never, { attempts: 1, timeoutMs: 100 });
  const error = await reranker.rerank("install rust", documents).catch((error) => error);
  expect(error.code).toBe("timeout");
  expect(inspect(error, { depth: null, showHidden: true })).not.toMatch(/AKIAEXAMPLE|AWS4-HMAC/);
});

test("an outage of one region or address leaves the others alone", async () => {
  const limits = { attempts: 1, breakAfter: 1, breakForMs: 60_000 };
  const down = await bedrock(() => exception("InternalServerException", 500), limits);
  await expect(down.reranker.rerank("q", documents)).rejects.toMatchObject({ code: "provider_unavailable" });
  await expect(down.reranker.rerank("q", documents)).rejects.toMatchObject({ code: "circuit_open" });
  const elsewhere = await bedrock(() => ({ body: { results } }), limits);
  expect((await elsewhere.reranker.rerank("q", documents)).results).toHaveLength(2);
  const region = await bedrock(() => ({ body: { results } }), { ...limits, baseUrl: down.server.url, region: "eu-west-1" });
  await expect(region.reranker.rerank("q", documents)).rejects.toMatchObject({ code: "provider_unavailable" });
});

test("the client of ours is closed with the reranker, the caller's is not", async () => {
  const destroy = vi.spyOn(BedrockAgentRuntimeClient.prototype, "destroy");
  const { server, reranker } = await bedrock(() => ({ body: { results } }));
  await reranker.rerank("q", documents);
  await reranker.dispose();
  expect(destroy).toHaveBeenCalledTimes(1);
  const client = new BedrockAgentRuntimeClient({ endpoint: server.url, region: "us-west-2" });
  const other = await createReranker({ bedrock: { client } });
  await other.rerank("q", documents);
  await other.dispose();
  expect(destroy).toHaveBeenCalledTimes(1);
  client.destroy();
});

test("an abort mid-flight rejects with its reason and closes the connection", async () => {
  const controller = new AbortController();
  const reason = new Error("the user left");
  const { server, reranker } = await bedrock(() => {
    controller.abort(reason);
    return never;
  });
  await expect(reranker.rerank("q", documents, { signal: controller.signal })).rejects.toBe(reason);
  await expect.poll(() => server.cancelled).toBe(1);
});

test("no answer in time is a timeout; no server is provider_unavailable", async () => {
  const { reranker } = await bedrock(() => never, { timeoutMs: 50, attempts: 1 });
  await expect(reranker.rerank("q", documents)).rejects.toMatchObject({ code: "timeout", retryable: true });
  const gone = await createReranker({ bedrock: { baseUrl: "http://127.0.0.1:1", region: "us-west-2", attempts: 1 } });
  await expect(gone.rerank("q", documents)).rejects.toMatchObject({ code: "provider_unavailable", retryable: true });
});

test("no credentials: missing_key names the variables", async () => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "");
  const { reranker } = await bedrock(() => ({ body: { results } }));
  const message = expect.stringContaining("AWS_ACCESS_KEY_ID");
  await expect(reranker.rerank("q", documents)).rejects.toMatchObject({ code: "missing_key", message });
});

test("no region: the error says how to tell one", async () => {
  vi.stubEnv("AWS_REGION", "");
  const message = expect.stringMatching(/AWS_REGION.*region/);
  await expect(createReranker("bedrock")).rejects.toMatchObject({ code: "invalid_config", message });
});

test.each([[{ apiKey: "key" }], [{ headers: { a: "b" } }], [{ baseUrl: ["http://a.test", "http://b.test"] }]])(
  "what the SDK has no use for is refused: %j",
  async (options) => {
    const call = createReranker({ bedrock: { region: "us-west-2", ...options } });
    await expect(call).rejects.toMatchObject({ code: "invalid_config", message: expect.stringContaining("client") });
  },
);

test("what is beyond 32,000 characters is cut before it is sent", async () => {
  const { server, reranker } = await bedrock(() => ({ body: { results } }));
  const { receipt } = await reranker.rerank("q", ["short", "x".repeat(40_000)]);
  expect(JSON.stringify(server.sent[0]?.body).match(/x{100,}/)?.[0]).toHaveLength(32_000);
  expect(receipt.truncated).toMatchObject([{ index: 1, estimated: true }]);
});
