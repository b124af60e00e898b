import { createReranker } from "secondpass";
import { expect, test } from "vitest";
import { readFixture } from "../../../support/read-fixture.ts";
import { recordingFetch } from "../../../support/recording-fetch.ts";

interface Body {
  documents: { text: string }[];
  parameters?: object;
}

const documents = ["Spring in Paris.", "Install Rust with rustup."];

const counting = () =>
  recordingFetch(({ body }) => ({
    body: {
      data: (body as Body).documents.map(({ text }, index) => ({ index, score: Number(text) })),
      usage: { rerank_units: 1 },
    },
  }));

test("documents are objects; key and version have headers of their own", async () => {
  const { fetch, sent } = recordingFetch(() => ({ body: readFixture("pinecone") }));
  const reranker = await createReranker({ pinecone: { apiKey: "pc-key", fetch } });
  const { results, receipt } = await reranker.rerank("install rust", documents, { topN: 1 });
  expect(sent[0]).toMatchObject({ method: "POST", url: "https://api.pinecone.io/rerank" });
  expect(sent[0]?.headers).toMatchObject({ "api-key": "pc-key", "x-pinecone-api-version": "2025-10" });
  expect(sent[0]?.headers).not.toHaveProperty("authorization");
  expect(sent[0]?.body).toEqual({
    model: "bge-reranker-v2-m3",
    query: "install rust",
    documents: [{ text: documents[0] }, { text: documents[1] }],
    rank_fields: ["text"],
    return_documents: false,
    top_n: 1,
    parameters: { truncate: "END" },
  });
  expect(results.map(({ index, score }) => [index, score])).toEqual([[1, 0.9991768]]);
  expect(receipt.usage).toEqual({ searchUnits: 1, calls: 1 });
});

test("101 documents against the limit of 100: two requests, one order", async () => {
  const { fetch, sent } = counting();
  const texts = Array.from({ length: 101 }, (_, index) => String((index * 37) % 101));
  const { results, receipt } = await (await createReranker({ pinecone: { apiKey: "k", fetch } })).rerank("query", texts);
  expect(sent.map(({ body }) => (body as Body).documents.length)).toEqual([100, 1]);
  expect(results.map(({ score }) => score)).toEqual(Array.from({ length: 101 }, (_, rank) => 100 - rank));
  expect(results.every(({ document, score }) => Number(document) === score)).toBe(true);
  expect(receipt.usage).toEqual({ searchUnits: 2, calls: 2 });
});

test("cohere-rerank-3.5 takes 200, and does not know truncate", async () => {
  const { fetch, sent } = counting();
  const reranker = await createReranker({ pinecone: { apiKey: "k", fetch, model: "cohere-rerank-3.5" } });
  await reranker.rerank(
    "query",
    Array.from({ length: 201 }, (_, index) => String(index)),
  );
  expect(sent.map(({ body }) => (body as Body).documents.length)).toEqual([200, 1]);
  expect(sent[0]?.body).not.toHaveProperty("parameters");
});
