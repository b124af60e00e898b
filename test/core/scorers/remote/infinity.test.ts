import { createReranker } from "secondpass";
import { expect, test } from "vitest";
import { type JsonAnswer, type JsonRequest, startJsonServer } from "../../../data/json-server.ts";

const models = {
  object: "list",
  data: [
    { id: "BAAI/bge-small-en-v1.5", object: "model", capabilities: ["embed"] },
    { id: "mixedbread-ai/mxbai-rerank-xsmall-v1", object: "model", capabilities: ["rerank"] },
  ],
};

/** Ranks by length, longest first, in the server's form. */
function answerOf({ path, body }: JsonRequest): JsonAnswer {
  if (path === "/models") return { body: models };
  const results = body.documents.map((text: string, index: number) => ({ index, relevance_score: text.length / 4 }));
  results.sort((a: { relevance_score: number }, b: { relevance_score: number }) => b.relevance_score - a.relevance_score);
  return {
    body: {
      object: "rerank",
      id: "infinity-1",
      model: body.model,
      created: 1,
      results,
      usage: { prompt_tokens: 99, total_tokens: 99 },
    },
  };
}

test("the request is the server's own, with the first of its models that can rerank", async () => {
  const server = await startJsonServer(answerOf);
  const reranker = await createReranker(`infinity:${server.url}`);
  const { results, receipt } = await reranker.rerank("query", ["a", "ccc", "bb"]);
  expect(results.map(({ index, score }) => [index, score])).toEqual([
    [1, 0.75],
    [2, 0.5],
    [0, 0.25],
  ]);
  expect(server.requests.map(({ method, path, body }) => [method, path, body])).toEqual([
    ["GET", "/models", undefined],
    [
      "POST",
      "/rerank",
      {
        model: "mixedbread-ai/mxbai-rerank-xsmall-v1",
        query: "query",
        documents: ["a", "ccc", "bb"],
        return_documents: false,
        raw_scores: true,
      },
    ],
  ]);
  expect(server.requests[1]?.headers.authorization).toBeUndefined();
  expect(reranker).toMatchObject({ id: `infinity:${server.url}`, scoreScale: "logit", supports: { pointwise: true } });
  // What it counts are characters.
  expect(receipt.usage.inputTokens).toBeUndefined();
  expect(receipt.requests).toMatchObject([{ id: "infinity-1", documents: 3, attempts: 1 }]);
});

test("model, key and scale are the caller's where they are given", async () => {
  const server = await startJsonServer(answerOf);
  const reranker = await createReranker({
    infinity: { baseUrl: server.url, model: "mine", apiKey: "key-1", rawScores: false },
  });
  await reranker.rerank("query", ["a", "bb"], { topN: 1 });
  expect(reranker.scoreScale).toBe("unit");
  expect(server.requests.at(-1)).toMatchObject({
    headers: { authorization: "Bearer key-1" },
    body: { model: "mine", raw_scores: false, top_n: 1 },
  });
});

test("a server that tells no models is asked without one", async () => {
  const server = await startJsonServer((request) =>
    request.path === "/models" ? { status: 404, body: { error: { message: "Not Found" } } } : answerOf(request),
  );
  const reranker = await createReranker(`infinity:${server.url}`);
  await reranker.rerank("query", ["a"]);
  expect(server.requests.at(-1)?.body).not.toHaveProperty("model");
});

test("2,049 documents go in two requests, and 122,881 characters are cut to 122,880", async () => {
  const server = await startJsonServer(answerOf);
  const documents = Array.from({ length: 2049 }, (_, i) => `document ${i}`);
  documents[7] = "x".repeat(122_881);
  const reranker = await createReranker(`infinity:${server.url}`);
  const { results, receipt } = await reranker.rerank("query", documents);
  expect(results).toHaveLength(2049);
  expect(results[0]?.index).toBe(7);
  const sent = server.requests.filter(({ path }) => path === "/rerank").map(({ body }) => body.documents as string[]);
  expect(sent.map((texts) => texts.length).toSorted((a, b) => a - b)).toEqual([1, 2048]);
  expect(sent.flat().find((text) => text.startsWith("x"))).toHaveLength(122_880);
  expect(receipt.truncated).toMatchObject([{ index: 7, estimated: true }]);
});

test("a wrong model is refused in the server's words", async () => {
  const message = "Model not found: mine";
  const server = await startJsonServer((request) =>
    request.path === "/rerank"
      ? { status: 400, body: { error: { message, type: null, param: null, code: 400 } } }
      : answerOf(request),
  );
  const reranker = await createReranker(`infinity:${server.url}#mine`);
  await expect(reranker.rerank("query", ["a"])).rejects.toMatchObject({
    code: "invalid_request",
    retryable: false,
    message: expect.stringContaining(message),
  });
});
