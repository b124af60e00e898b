import { createReranker } from "secondpass";
import { expect, test } from "vitest";
import { readFixture } from "../../../support/read-fixture.ts";
import { recordingFetch } from "../../../support/recording-fetch.ts";

const documents = ["Spring in Paris.", "Install Rust with rustup."];
const model = "mixedbread-ai/Mxbai-Rerank-Large-V2";

test("Cohere's form at Together's address; tokens and id of the answer", async () => {
  const { fetch, sent } = recordingFetch(() => ({ body: readFixture("together") }));
  const reranker = await createReranker({ together: { model, apiKey: "key", fetch } });
  const { results, receipt } = await reranker.rerank("install rust", documents, { topN: 2 });
  expect(sent[0]).toMatchObject({ url: "https://api.together.xyz/v1/rerank", headers: { authorization: "Bearer key" } });
  expect(sent[0]?.body).toEqual({ model, query: "install rust", documents, top_n: 2, return_documents: false });
  expect(results.map(({ index, score }) => [index, score])).toEqual([
    [1, 0.29980177813003117],
    [0, 0.2752447527354349],
  ]);
  expect(receipt).toMatchObject({
    usage: { inputTokens: 1837, calls: 1 },
    requests: [{ id: "9dfa1a09-5ebc-4a40-970f-586cb8f4ae47" }],
  });
});

test("without a model nothing can be asked: the error says how to name one", async () => {
  const message = expect.stringContaining("together:MODEL");
  await expect(createReranker({ together: { apiKey: "key" } })).rejects.toMatchObject({ code: "invalid_config", message });
});

test("the provider's words are in the error", async () => {
  const error = { message: "Unable to access non-serverless model", type: "invalid_request_error", code: "model_not_available" };
  const { fetch } = recordingFetch(() => ({ status: 400, body: { id: "x", error } }));
  const reranker = await createReranker({ together: { model, apiKey: "key", fetch } });
  const message = expect.stringContaining("non-serverless model");
  await expect(reranker.rerank("query", documents)).rejects.toMatchObject({ code: "invalid_request", message });
});
