import { createReranker } from "secondpass";
import { expect, test } from "vitest";
import { type JsonAnswer, type JsonRequest, startJsonServer } from "../../../data/json-server.ts";

const models = { object: "list", data: [{ id: "bge-reranker-v2-m3-Q8_0.gguf", object: "model", meta: { n_ctx_train: 8192 } }] };
const props = { default_generation_settings: { n_ctx: 2048 }, total_slots: 1 };

function answerOf({ path, body }: JsonRequest): JsonAnswer {
  if (path === "/v1/models") return { body: models };
  if (path === "/props") return { body: props };
  const results = body.documents.map((text: string, index: number) => ({ index, relevance_score: text.length - 10 }));
  return { body: { model: body.model, object: "list", usage: { prompt_tokens: 21, total_tokens: 21 }, results } };
}

const failure = (code: number, message: string, type = "server_error"): JsonAnswer => ({
  status: code,
  body: { error: { code, message, type } },
});
const tooLarge = (tokens: number, limit: number) =>
  failure(
    500,
    `input (${tokens} tokens) is too large to process. increase the physical batch size (current batch size: ${limit})`,
  );

test("the request is in Jina's form, with the model that the server names", async () => {
  const server = await startJsonServer(answerOf);
  const reranker = await createReranker(`llamacpp:${server.url}`);
  const { results, receipt } = await reranker.rerank("query", ["a", "ccc", "bb"]);
  expect(results.map(({ index, score }) => [index, score])).toEqual([
    [1, -7],
    [2, -8],
    [0, -9],
  ]);
  expect(server.requests.map(({ method, path, body }) => [method, path, body])).toEqual([
    ["GET", "/v1/models", undefined],
    ["GET", "/props", undefined],
    ["POST", "/v1/rerank", { model: "bge-reranker-v2-m3-Q8_0.gguf", query: "query", documents: ["a", "ccc", "bb"] }],
  ]);
  expect(reranker.scoreScale).toBe("logit");
  expect(receipt.usage).toMatchObject({ inputTokens: 21, calls: 1 });
});

test("properties that a server keeps to itself are done without", async () => {
  const server = await startJsonServer((request) =>
    request.path === "/props" ? failure(501, "This server does not support properties") : answerOf(request),
  );
  const reranker = await createReranker({ llamacpp: { baseUrl: server.url, apiKey: "key-1" } });
  await reranker.rerank("query", ["a", "bb"], { topN: 1 });
  expect(server.requests.at(-1)).toMatchObject({
    headers: { authorization: "Bearer key-1" },
    body: { model: "bge-reranker-v2-m3-Q8_0.gguf", top_n: 1 },
  });
});

test("a pair beyond the physical batch is cut, not tried again as it is, and is no outage", async () => {
  const server = await startJsonServer((request) => {
    if (request.path !== "/v1/rerank") return answerOf(request);
    const longest = Math.max(...request.body.documents.map((text: string) => text.length));
    return longest > 10_240 ? tooLarge(Math.ceil(longest / 5), 2048) : answerOf(request);
  });
  // One outage would open the circuit.
  const reranker = await createReranker({ llamacpp: { baseUrl: server.url, breakAfter: 1, breakForMs: 60_000 } });
  for (let call = 0; call < 3; call++) {
    const { results, receipt } = await reranker.rerank(`query ${call}`, ["short", "x".repeat(13_965)]);
    expect(results.map(({ index }) => index)).toEqual([1, 0]);
    expect(receipt.truncated).toMatchObject([{ index: 1, estimated: true }]);
    expect(receipt.requests?.map(({ attempts }) => attempts)).toEqual([1, 1]);
  }
  const lengths = server.requests.filter(({ path }) => path === "/v1/rerank").map(({ body }) => body.documents[1].length);
  // 2,793 tokens to 2,048, less a tenth.
  expect(lengths.slice(0, 2)).toEqual([13_965, Math.floor(13_965 * (2048 / 2793) * 0.9)]);
});

test.each([
  ["an older server that gives no numbers", failure(500, "input is too large to process. increase the physical batch size")],
  [
    "a context that is smaller still",
    failure(
      400,
      "request (3000 tokens) exceeds the available context size (512 tokens), try increasing it",
      "exceed_context_size_error",
    ),
  ],
])("%s: cut as well", async (_, refusal) => {
  const server = await startJsonServer((request) =>
    request.path === "/v1/rerank" && request.body.documents.some((text: string) => text.length > 1000)
      ? refusal
      : answerOf(request),
  );
  const reranker = await createReranker(`llamacpp:${server.url}`);
  const { receipt } = await reranker.rerank("query", ["short", "x".repeat(5000)]);
  expect(receipt.truncated).toMatchObject([{ index: 1 }]);
});

test("a server that was not started for reranking says how to start it, once", async () => {
  const server = await startJsonServer((request) =>
    request.path === "/v1/rerank"
      ? failure(501, "This server does not support reranking. Start it with `--reranking`", "not_supported_error")
      : answerOf(request),
  );
  const reranker = await createReranker(`llamacpp:${server.url}`);
  await expect(reranker.rerank("query", ["a"])).rejects.toMatchObject({
    code: "invalid_request",
    retryable: false,
    message: expect.stringContaining("--reranking"),
  });
  expect(server.paths().filter((path) => path === "/v1/rerank")).toHaveLength(1);
});

test("a server that is still loading is asked again", async () => {
  let left = 2;
  const server = await startJsonServer((request) =>
    left-- > 0 ? failure(503, "Loading model", "unavailable_error") : answerOf(request),
  );
  const reranker = await createReranker({ llamacpp: { baseUrl: server.url, retryDelayMs: 1 } });
  const { receipt } = await reranker.rerank("query", ["a"]);
  // The first refusal was of the question for its model, without which it is asked all the same.
  expect(receipt.requests).toMatchObject([{ attempts: 2 }]);
});

test("any other failure of the server is an outage", async () => {
  const server = await startJsonServer((request) => (request.path === "/v1/rerank" ? failure(500, "boom") : answerOf(request)));
  const reranker = await createReranker({ llamacpp: { baseUrl: server.url, retryDelayMs: 1 } });
  await expect(reranker.rerank("query", ["a"])).rejects.toMatchObject({ code: "provider_unavailable", retryable: true });
  expect(server.paths().filter((path) => path === "/v1/rerank")).toHaveLength(3);
});
