import { createReranker } from "secondpass";
import { expect, test } from "vitest";
import { type JsonAnswer, type JsonRequest, startJsonServer } from "../../../data/json-server.ts";

const models = { object: "list", data: [{ id: "BAAI/bge-reranker-base", object: "model", max_model_len: 512 }] };

function answerOf({ path, body }: JsonRequest): JsonAnswer {
  if (path === "/v1/models") return { body: models };
  const results = body.documents.map((text: string, index: number) => ({
    index,
    document: { text },
    relevance_score: text.length - 10,
  }));
  return { body: { id: "rerank-1", model: body.model, usage: { prompt_tokens: 21, total_tokens: 21 }, results } };
}

/** The refusal of a server that did not cut. */
function tooLong(tokens: number): JsonAnswer {
  const message = `This model's maximum context length is 512 tokens. However, you requested ${tokens} tokens in the input for score. Please reduce the length of the input.`;
  return { status: 400, body: { error: { message, type: "BadRequestError", param: "input_tokens", code: 400 } } };
}

test("the request is the server's own: its model, all results, logits, cut at the model's limit", async () => {
  const server = await startJsonServer(answerOf);
  const reranker = await createReranker(`vllm:${server.url}`);
  const { results, receipt } = await reranker.rerank("query", ["a", "ccc", "bb"]);
  expect(results.map(({ index, score }) => [index, score])).toEqual([
    [1, -7],
    [2, -8],
    [0, -9],
  ]);
  expect(server.requests.map(({ method, path, body }) => [method, path, body])).toEqual([
    ["GET", "/v1/models", undefined],
    [
      "POST",
      "/v1/rerank",
      {
        model: "BAAI/bge-reranker-base",
        query: "query",
        documents: ["a", "ccc", "bb"],
        top_n: 0,
        truncate_prompt_tokens: -1,
        use_activation: false,
      },
    ],
  ]);
  expect(reranker.scoreScale).toBe("logit");
  expect(receipt.usage).toMatchObject({ inputTokens: 21, calls: 1 });
});

test("model, limit, scale and topN are the caller's where they are given", async () => {
  const server = await startJsonServer(answerOf);
  const reranker = await createReranker({
    vllm: { baseUrl: server.url, model: "mine", apiKey: "key-1", rawScores: false, maxTokens: 256 },
  });
  await reranker.rerank("query", ["a", "bb"], { topN: 1 });
  expect(reranker).toMatchObject({ id: "vllm:mine", scoreScale: "unit", supports: { maxTokens: 256 } });
  expect(server.requests.at(-1)).toMatchObject({
    headers: { authorization: "Bearer key-1" },
    body: { model: "mine", top_n: 1, truncate_prompt_tokens: 256, use_activation: true },
  });
});

test("a document that the server finds too long is cut and costs the others nothing", async () => {
  // Five characters to a token: 400 tokens more than fit.
  const server = await startJsonServer((request) => {
    if (request.path !== "/v1/rerank") return answerOf(request);
    const longest = Math.max(...request.body.documents.map((text: string) => text.length));
    return longest > 2560 ? tooLong(Math.ceil(longest / 5)) : answerOf(request);
  });
  const reranker = await createReranker(`vllm:${server.url}`);
  const { results, receipt } = await reranker.rerank("query", ["short", "x".repeat(4560), "longer than short"]);
  expect(results.map(({ index }) => index)).toEqual([1, 2, 0]);
  expect(receipt.truncated).toMatchObject([{ index: 1, estimated: true }]);
  const sent = server.requests.filter(({ path }) => path === "/v1/rerank").map(({ body }) => body.documents);
  // 912 tokens to 512, less a tenth: 4,560 * 512 / 912 * 0.9.
  expect(sent.map((texts) => texts.map((text: string) => text.length))).toEqual([
    [5, 4560, 17],
    [5, 2304, 17],
  ]);
  expect(receipt.requests?.map(({ attempts }) => attempts)).toEqual([1, 1]);
});

test("a refusal that is not about length is an error", async () => {
  const message = "The model `mine` does not exist.";
  const server = await startJsonServer((request) =>
    request.path === "/v1/rerank"
      ? { status: 404, body: { error: { message, type: "NotFoundError", code: 404 } } }
      : answerOf(request),
  );
  const reranker = await createReranker(`vllm:${server.url}#mine`);
  await expect(reranker.rerank("query", ["a"])).rejects.toMatchObject({
    code: "invalid_request",
    status: 404,
    message: expect.stringContaining(message),
  });
  expect(server.paths().filter((path) => path === "/v1/rerank")).toHaveLength(1);
});
