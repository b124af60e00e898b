import { CohereClientV2 } from "cohere-ai";
import { createReranker } from "secondpass";
import { expect, test } from "vitest";
import { startMockProvider } from "../../../support/mock-provider.ts";
import { readFixture } from "../../../support/read-fixture.ts";
import type { Replier } from "../../../support/recording-fetch.ts";

const documents = ["Spring in Paris.", "Install Rust with rustup."];
const fixture = readFixture("cohere");
const never = new Promise<never>(() => {});

async function withClient(reply: Replier, options: object = {}) {
  const provider = await startMockProvider(reply);
  const client = new CohereClientV2({ token: "client-key", environment: provider.url });
  const reranker = await createReranker({ cohere: { client, retryDelayMs: 0, breakAfter: 0, ...options } });
  return { provider, reranker };
}

test("the official client sends the request, with its own key", async () => {
  const { provider, reranker } = await withClient(() => ({ body: fixture }), { maxTokensPerDocument: 512 });
  const { results, receipt } = await reranker.rerank("install rust", documents, { topN: 1 });
  expect(provider.sent).toHaveLength(1);
  expect(provider.sent[0]).toMatchObject({
    method: "POST",
    url: "/v2/rerank",
    headers: { authorization: "Bearer client-key" },
    body: { model: "rerank-v4.0-fast", query: "install rust", documents, top_n: 1, max_tokens_per_doc: 512 },
  });
  expect(results.map(({ index, score }) => [index, score])).toEqual([[1, 0.10183054]]);
  expect(receipt).toMatchObject({
    usage: { searchUnits: 1, calls: 1 },
    requests: [{ id: "b44fe75b-e3a7-489a-b61e-1a1aede3ef72", documents: 2, attempts: 1 }],
  });
});

test("429 with a pause is tried again by us, not by the client", async () => {
  const { provider, reranker } = await withClient((_, call) =>
    call === 0 ? { status: 429, headers: { "retry-after": "0" }, body: { message: "slow down" } } : { body: fixture },
  );
  const { receipt } = await reranker.rerank("install rust", documents);
  expect(provider.sent).toHaveLength(2);
  expect(receipt.requests).toMatchObject([{ attempts: 2 }]);
});

test("one attempt is one request", async () => {
  const { provider, reranker } = await withClient(() => ({ status: 500, body: { message: "broken" } }), { attempts: 1 });
  const call = reranker.rerank("install rust", documents);
  await expect(call).rejects.toMatchObject({ code: "provider_unavailable", status: 500, retryable: true, provider: "cohere" });
  expect(provider.sent).toHaveLength(1);
});

test("401 is authentication_failed, with the provider's words and the client's error behind it", async () => {
  const { reranker } = await withClient(() => ({ status: 401, body: { message: "invalid api token" } }));
  const error = await reranker.rerank("install rust", documents).catch((error) => error);
  expect(error).toMatchObject({ code: "authentication_failed", status: 401, retryable: false });
  expect(error.message).toContain("invalid api token");
  expect(error.cause).toMatchObject({ statusCode: 401 });
});

test("an abort mid-flight rejects with its reason and closes the connection", async () => {
  const controller = new AbortController();
  const reason = new Error("the user left");
  const { provider, reranker } = await withClient(() => {
    controller.abort(reason);
    return never;
  });
  await expect(reranker.rerank("install rust", documents, { signal: controller.signal })).rejects.toBe(reason);
  await expect.poll(() => provider.cancelled).toBe(1);
  expect(provider.sent).toHaveLength(1);
});

test("a client that gets no answer in time is a timeout", async () => {
  const { reranker } = await withClient(() => never, { timeoutMs: 50, attempts: 1 });
  const call = reranker.rerank("install rust", documents);
  await expect(call).rejects.toMatchObject({ code: "timeout", retryable: true, message: expect.stringContaining("50 ms") });
});

test("no server: provider_unavailable", async () => {
  const client = new CohereClientV2({ token: "client-key", environment: "http://127.0.0.1:1" });
  const reranker = await createReranker({ cohere: { client, attempts: 1 } });
  const call = reranker.rerank("install rust", documents);
  await expect(call).rejects.toMatchObject({ code: "provider_unavailable", retryable: true });
});

test("the client's key is nowhere in id and fingerprint", async () => {
  const { reranker } = await withClient(() => ({ body: fixture }));
  expect(`${reranker.id} ${reranker.fingerprint}`).not.toContain("client-key");
});

test("an outage of one client leaves another alone, and is known to all that use it", async () => {
  const limits = { attempts: 1, breakAfter: 1, breakForMs: 60_000 };
  const provider = await startMockProvider(() => ({ status: 500, body: { message: "broken" } }));
  const client = new CohereClientV2({ token: "client-key", environment: provider.url });
  const [one, same] = await Promise.all([1, 2].map(() => createReranker({ cohere: { client, ...limits } })));
  await expect(one?.rerank("q", documents)).rejects.toMatchObject({ code: "provider_unavailable" });
  await expect(same?.rerank("q", documents)).rejects.toMatchObject({ code: "circuit_open" });
  const { reranker } = await withClient(() => ({ body: fixture }), limits);
  expect((await reranker.rerank("q", documents)).results).toHaveLength(2);
});
