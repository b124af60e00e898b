import { createReranker } from "secondpass";
import { expect, test } from "vitest";
import { readFixture } from "../../../support/read-fixture.ts";
import { type Reply, recordingFetch } from "../../../support/recording-fetch.ts";

const documents = ["Spring in Paris.", "Install Rust with rustup."];
const info = { model_id: "BAAI/bge-reranker-base", max_client_batch_size: 3, max_input_length: 512 };
const textsOf = (body: unknown) => (body as { texts: string[] }).texts;
const scoreAll = (body: unknown): Reply => ({ body: textsOf(body).map((text, index) => ({ index, score: Number(text) })) });

test("the request has no model, no top_n and no key; raw scores are logits", async () => {
  const { fetch, sent } = recordingFetch(({ method }) => ({ body: method === "GET" ? info : readFixture("tei") }));
  const reranker = await createReranker({ tei: { baseUrl: "http://rerank.test:8080/", fetch } });
  const { results } = await reranker.rerank("install rust", documents, { topN: 1 });
  expect(sent.map(({ method, url }) => [method, url])).toEqual([
    ["GET", "http://rerank.test:8080/info"],
    ["POST", "http://rerank.test:8080/rerank"],
  ]);
  expect(sent[1]?.headers).not.toHaveProperty("authorization");
  expect(sent[1]?.body).toEqual({
    query: "install rust",
    texts: documents,
    raw_scores: true,
    truncate: true,
    truncation_direction: "Right",
  });
  expect(results.map(({ index, score }) => [index, score])).toEqual([[1, 0.99]]);
  expect(reranker).toMatchObject({ id: "tei:http://rerank.test:8080", scoreScale: "logit" });
});

test("options: sigmoid scores, the other end cut, a key", async () => {
  const { fetch, sent } = recordingFetch(({ method }) => ({ body: method === "GET" ? info : readFixture("tei") }));
  const options = { rawScores: false, truncationDirection: "left" as const, apiKey: "key" };
  const reranker = await createReranker({ tei: { baseUrl: "http://rerank.test", fetch, ...options } });
  await reranker.rerank("install rust", documents);
  expect(sent[1]?.body).toMatchObject({ raw_scores: false, truncation_direction: "Left" });
  expect(sent.map(({ headers }) => headers.authorization)).toEqual(["Bearer key", "Bearer key"]);
  expect(reranker.scoreScale).toBe("unit");
});

test("the server's own limits are asked for once and kept", async () => {
  const { fetch, sent } = recordingFetch(({ method, body }) => (method === "GET" ? { body: info } : scoreAll(body)));
  const reranker = await createReranker({ tei: { baseUrl: "http://rerank.test", fetch } });
  const { results } = await reranker.rerank("query", ["1", "5", "3", "4"]);
  await reranker.rerank("query", ["1"]);
  expect(results.map(({ document }) => document)).toEqual(["5", "4", "3", "1"]);
  expect(sent.map(({ body }) => body && textsOf(body).length)).toEqual([undefined, 3, 1, 1]);
  const { receipt } = await reranker.rerank("query", [`1${" ".repeat(3500)}`]);
  expect(receipt.truncated).toMatchObject([{ index: 0, estimated: true }]);
});

test("a caller who leaves while the server is asked for its limits leaves the others waiting for them", async () => {
  const controller = new AbortController();
  const reason = new Error("the user left");
  const { fetch, sent } = recordingFetch(async ({ method, body }) => {
    if (method !== "GET") return scoreAll(body);
    controller.abort(reason);
    await new Promise((resolve) => setImmediate(resolve));
    return { body: info };
  });
  const reranker = await createReranker({ tei: { baseUrl: "http://rerank.test", fetch } });
  const gone = reranker.rerank("query", ["1"], { signal: controller.signal });
  const stays = reranker.rerank("query", ["1", "2", "3", "4"]);
  await expect(gone).rejects.toBe(reason);
  expect((await stays).results).toHaveLength(4);
  expect(sent.map(({ body }) => body && textsOf(body).length)).toEqual([undefined, 3, 1]);
});

test("without them, 32 documents in a request", async () => {
  const { fetch, sent } = recordingFetch(({ method, body }) => (method === "GET" ? { status: 404, body: "" } : scoreAll(body)));
  const reranker = await createReranker({ tei: { baseUrl: "http://rerank.test", fetch } });
  await reranker.rerank(
    "query",
    Array.from({ length: 33 }, (_, index) => String(index)),
  );
  expect(sent.flatMap(({ body }) => (body ? [textsOf(body).length] : []))).toEqual([32, 1]);
});

test("a batch that the server finds too large is divided, although it says 422", async () => {
  const refusal = { error: "batch size 2 > maximum allowed batch size 1", error_type: "Validation" };
  const { fetch, sent } = recordingFetch(({ method, body }) => {
    if (method === "GET") return { status: 404, body: "" };
    return textsOf(body).length > 1 ? { status: 422, body: refusal } : scoreAll(body);
  });
  const { results } = await (await createReranker({ tei: { baseUrl: "http://rerank.test", fetch } })).rerank("query", ["1", "2"]);
  expect(results.map(({ score }) => score)).toEqual([2, 1]);
  expect(sent.filter(({ method }) => method === "POST")).toHaveLength(3);
});

test.each([
  [424, "invalid_request", "Backend"],
  [429, "rate_limited", "Overloaded"],
  [503, "provider_unavailable", "Unhealthy"],
])("HTTP %i is %s", async (status, code, error_type) => {
  const { fetch } = recordingFetch(() => ({ status, body: { error: "why it failed", error_type } }));
  const reranker = await createReranker({ tei: { baseUrl: "http://rerank.test", fetch, attempts: 1 } });
  const message = expect.stringContaining("why it failed");
  await expect(reranker.rerank("query", documents)).rejects.toMatchObject({ code, status, message });
});

test("the address is in the spec, or in TEI_URL; without one the error says how", async () => {
  expect((await createReranker("tei:http://rerank.test:8080")).id).toBe("tei:http://rerank.test:8080");
  const message = expect.stringMatching(/tei:http:\/\/host:port.*TEI_URL/);
  await expect(createReranker("tei")).rejects.toMatchObject({ code: "invalid_config", message });
});
