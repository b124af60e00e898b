import { createReranker } from "secondpass";
import { estimateTokens } from "secondpass/rank";
import { expect, test } from "vitest";
import { readFixture } from "../../../support/read-fixture.ts";
import { recordingFetch } from "../../../support/recording-fetch.ts";

const documents = ["Spring in Paris.", "Install Rust with rustup."];
const sizesOf = (bodies: unknown[]) => bodies.map((body) => (body as { documents: string[] }).documents.length);

function scoreAll(body: unknown) {
  const { documents } = body as { documents: string[] };
  return { body: { data: documents.map((_, index) => ({ index, relevance_score: 0.5 })) } };
}

test("the request, and what is made of a recorded answer", async () => {
  const { fetch, sent } = recordingFetch(() => ({ headers: { "request-id": "v-1" }, body: readFixture("voyage") }));
  const reranker = await createReranker({ voyage: { apiKey: "key", fetch, price: { perMillionTokens: 0.05 } } });
  const { results, receipt } = await reranker.rerank("install rust", documents, { topN: 2 });
  expect(sent[0]).toMatchObject({ url: "https://api.voyageai.com/v1/rerank", headers: { authorization: "Bearer key" } });
  expect(sent[0]?.body).toEqual({
    model: "rerank-2.5",
    query: "install rust",
    documents,
    return_documents: false,
    truncation: true,
    top_k: 2,
  });
  expect(results.map(({ index, score }) => [index, score])).toEqual([
    [1, 0.5703125],
    [0, 0.255859375],
  ]);
  expect(receipt.usage).toEqual({ inputTokens: 12, calls: 1, costUsd: (12 * 0.05) / 1_000_000 });
  expect(receipt.requests).toMatchObject([{ id: "v-1" }]);
});

test("an instruction is written before the query; a call's own comes first", async () => {
  const { fetch, sent } = recordingFetch(({ body }) => scoreAll(body));
  const reranker = await createReranker({ voyage: { apiKey: "k", fetch, instruction: "Prefer official pages." } });
  await reranker.rerank("install rust", documents);
  await reranker.rerank("install rust", documents, { instruction: "Prefer recent pages." });
  expect(sent.map(({ body }) => (body as { query: string }).query)).toEqual([
    "Prefer official pages.\nQuery: install rust",
    "Prefer recent pages.\nQuery: install rust",
  ]);
});

test("models before 2.5 follow none, and the receipt says so", async () => {
  const { fetch, sent } = recordingFetch(({ body }) => scoreAll(body));
  const reranker = await createReranker({ voyage: { apiKey: "k", fetch, model: "rerank-2" } });
  const { receipt } = await reranker.rerank("install rust", documents, { instruction: "Prefer recent pages." });
  expect(sent[0]?.body).toMatchObject({ query: "install rust" });
  expect(receipt.warnings.map(({ code }) => code)).toEqual(["instruction_ignored"]);
});

test("a request's tokens are those of the query for each document, and of all documents", async () => {
  const { fetch, sent } = recordingFetch(({ body }) => scoreAll(body));
  const reranker = await createReranker({ voyage: { apiKey: "k", fetch, model: "rerank-1" } });
  const query = "q".repeat(3500);
  const texts = Array.from({ length: 60 }, (_, index) => `${index}`.padEnd(3500, "d"));
  expect([estimateTokens(query), ...texts.map(estimateTokens)].every((tokens) => tokens === 1000)).toBe(true);
  await reranker.rerank(query, texts);
  // 100,000 tokens for rerank-1: 50 x (1,000 + 1,000). Counted once, the query would leave room for all 60.
  expect(sizesOf(sent.map(({ body }) => body))).toEqual([50, 10]);
});

test("a batch that is refused as too large is divided", async () => {
  const detail =
    "Request to model 'rerank-1' failed. The max allowed tokens per submitted batch is 100000. Your batch has 145736 tokens after truncation.";
  const { fetch, sent } = recordingFetch(({ body }) =>
    (body as { documents: string[] }).documents.length > 2 ? { status: 400, body: { detail } } : scoreAll(body),
  );
  const reranker = await createReranker({ voyage: { apiKey: "k", fetch, model: "rerank-1" } });
  const { results, receipt } = await reranker.rerank("query", ["a", "b", "c"]);
  expect(sizesOf(sent.map(({ body }) => body))).toEqual([3, 2, 1]);
  expect(results).toHaveLength(3);
  expect(receipt.requests?.map(({ documents }) => documents)).toEqual([3, 2, 1]);
  expect(receipt.usage.calls).toBe(3);
});

test("any other 400 is an error with the provider's words", async () => {
  const { fetch } = recordingFetch(() => ({ status: 400, body: { detail: "Model rerank-9 is not supported." } }));
  const reranker = await createReranker({ voyage: { apiKey: "k", fetch, model: "rerank-9" } });
  const message = expect.stringContaining("Model rerank-9 is not supported.");
  await expect(reranker.rerank("query", documents)).rejects.toMatchObject({ code: "invalid_request", message });
});
