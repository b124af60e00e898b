import { createReranker } from "secondpass";
import { expect, test } from "vitest";
import { readFixture } from "../../../support/read-fixture.ts";
import { recordingFetch } from "../../../support/recording-fetch.ts";

const documents = ["Install Rust with rustup.", "Spring in Paris."];

test("the request asks not to send documents back; tokens are counted", async () => {
  const { fetch, sent } = recordingFetch(() => ({ headers: { "x-request-id": "jina-1" }, body: readFixture("jina") }));
  const reranker = await createReranker({ jina: { model: "jina-reranker-m0", apiKey: "key", fetch } });
  const { results, receipt } = await reranker.rerank("install rust", documents, { topN: 2 });
  expect(sent[0]).toMatchObject({
    method: "POST",
    url: "https://api.jina.ai/v1/rerank",
    headers: { authorization: "Bearer key" },
  });
  expect(sent[0]?.body).toEqual({
    model: "jina-reranker-m0",
    query: "install rust",
    documents,
    return_documents: false,
    top_n: 2,
  });
  expect(results.map(({ index, score }) => [index, score])).toEqual([
    [0, 0.9587],
    [1, 0.9337],
  ]);
  expect(receipt).toMatchObject({ usage: { inputTokens: 2829, calls: 1 }, requests: [{ id: "jina-1" }] });
});

test.each([["a string"], [{ text: "an object" }]])("documents that come back all the same do no harm: %j", async (document) => {
  const body = { results: [{ index: 0, relevance_score: 0.5, document }] };
  const { fetch } = recordingFetch(() => ({ body }));
  const { results } = await (await createReranker({ jina: { apiKey: "k", fetch } })).rerank("query", ["text"]);
  expect(results).toMatchObject([{ document: "text", score: 0.5 }]);
});

test("scores of two requests to v3 are not merged: what does not fit keeps its order behind", async () => {
  const { fetch, sent } = recordingFetch(({ body }) => ({
    body: {
      results: (body as { documents: string[] }).documents.map((_, index) => ({ index, relevance_score: index / 10 })),
    },
  }));
  const reranker = await createReranker({ jina: { model: "jina-reranker-v3", apiKey: "k", fetch } });
  // 40,000 tokens each by estimate: three are 120,000 and fit into 131,072, the fourth does not.
  const long = ["a", "b", "c", "d", "e"].map((letter) => `${letter} `.repeat(70_000));
  const { results, receipt } = await reranker.rerank("query", long, { topN: 4 });
  expect(sent.map(({ body }) => (body as { documents: string[] }).documents.length)).toEqual([3]);
  expect(sent[0]?.body).not.toHaveProperty("top_n");
  expect(results.map(({ index }) => index)).toEqual([2, 1, 0, 3]);
  expect(receipt.warnings.map(({ code }) => code)).toEqual(["documents_over_limit"]);
  expect(reranker).toMatchObject({ scoreScale: "similarity", supports: { pointwise: false } });
});

test.each([
  [{ detail: "[AUTHZ_INSUFFICIENT_BALANCE] Account balance not enough to run this query" }],
  [{ code: "AUTHZ_INSUFFICIENT_BALANCE", message: "please recharge" }],
])("403 for want of tokens is no matter of the key: %j", async (body) => {
  const { fetch } = recordingFetch(() => ({ status: 403, body }));
  const call = (await createReranker({ jina: { apiKey: "k", fetch } })).rerank("query", documents);
  await expect(call).rejects.toMatchObject({ code: "payment_required", status: 403, retryable: false });
});

test("403 for another reason is", async () => {
  const { fetch } = recordingFetch(() => ({ status: 403, body: { detail: "not allowed from this address" } }));
  const call = (await createReranker({ jina: { apiKey: "k", fetch } })).rerank("query", documents);
  await expect(call).rejects.toMatchObject({ code: "authentication_failed" });
});
