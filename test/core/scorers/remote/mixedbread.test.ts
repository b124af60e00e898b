import { createReranker } from "secondpass";
import { expect, test } from "vitest";
import { readFixture } from "../../../support/read-fixture.ts";
import { recordingFetch } from "../../../support/recording-fetch.ts";

const documents = ["Spring in Paris.", "Install Rust with rustup."];

test("documents are called input, and are not sent back", async () => {
  const { fetch, sent } = recordingFetch(() => ({ headers: { "x-request-id": "mx-1" }, body: readFixture("mixedbread") }));
  const reranker = await createReranker({ mixedbread: { apiKey: "mxb-key", fetch } });
  const { results, receipt } = await reranker.rerank("install rust", documents, { topN: 2 });
  expect(sent[0]).toMatchObject({
    method: "POST",
    url: "https://api.mixedbread.com/v1/reranking",
    headers: { authorization: "Bearer mxb-key" },
  });
  expect(sent[0]?.body).toEqual({
    model: "mixedbread-ai/mxbai-rerank-large-v2",
    query: "install rust",
    input: documents,
    return_input: false,
    top_k: 2,
  });
  expect(results.map(({ index, score }) => [index, score])).toEqual([
    [1, 0.8714],
    [0, 0.0193],
  ]);
  expect(receipt).toMatchObject({ usage: { inputTokens: 64, calls: 1 }, requests: [{ id: "mx-1" }] });
});

test("the first models have a window of 512 tokens: what they do not read is in the receipt", async () => {
  const { fetch } = recordingFetch(() => ({ body: readFixture("mixedbread") }));
  const model = "mixedbread-ai/mxbai-rerank-base-v1";
  const reranker = await createReranker({ mixedbread: { apiKey: "k", fetch, model } });
  const { receipt } = await reranker.rerank("install rust", ["short", "long ".repeat(1000)]);
  // 12 / 3.5 and 5,000 / 3.5 tokens by estimate
  expect(receipt.truncated).toEqual([{ index: 1, keptTokens: 512 - 4, totalTokens: 1429, estimated: true }]);
});
