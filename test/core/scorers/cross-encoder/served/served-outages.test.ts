import { join } from "node:path";
import { modelDirectory } from "@secondpass/model-mini";
import { createReranker } from "secondpass";
import { expect, test } from "vitest";
import { startInferenceServer } from "../../../../data/inference-server.ts";

const graph = join(modelDirectory, "model.onnx");
const common = { model: "reranker", tokenizer: modelDirectory, blend: 0, retryDelayMs: 1, trust: "off" } as const;
const documents = Array.from({ length: 24 }, (_, i) => `document ${i} about rust`);

test("a server that is down, and one that comes up later", async () => {
  const server = await startInferenceServer(graph);
  const gate = { isDown: true };
  const behind = await startInferenceServer(graph, {
    intercept: () => (gate.isDown ? { status: 503, body: { error: "starting" } } : undefined),
  });
  await server.stop();
  await using dead = await createReranker({ triton: { ...common, baseUrl: server.url } });
  await expect(dead.rerank("query", documents)).rejects.toMatchObject({ code: "provider_unavailable", retryable: true });
  await using late = await createReranker({ triton: { ...common, baseUrl: behind.url, breakAfter: 0 } });
  await expect(late.rerank("query", documents)).rejects.toMatchObject({ code: "provider_unavailable", status: 503 });
  gate.isDown = false;
  expect((await late.rerank("query", documents)).results).toHaveLength(24);
});

test("a dead replica costs retries, no result", async () => {
  const [dead, alive] = [await startInferenceServer(graph), await startInferenceServer(graph)];
  await dead.stop();
  await using reranker = await createReranker({ triton: { ...common, baseUrl: [dead.url, alive.url] } });
  await using alone = await createReranker({ triton: { ...common, baseUrl: alive.url } });
  const ranking = await reranker.rerank("rust", documents);
  const expected = await alone.rerank("rust", documents);
  expect(ranking.results.map(({ index, score }) => [index, score])).toEqual(
    expected.results.map(({ index, score }) => [index, score]),
  );
  expect(Math.max(...(ranking.receipt.requests ?? []).map(({ attempts }) => attempts))).toBeLessThanOrEqual(2);
});

test("an abort ends the requests under way", async () => {
  const controller = new AbortController();
  const server = await startInferenceServer(graph, {
    async intercept({ path }) {
      if (path.endsWith("/infer")) {
        controller.abort(new Error("stop"));
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return undefined;
    },
  });
  await using reranker = await createReranker({ triton: { ...common, baseUrl: server.url, concurrency: 1 } });
  await expect(reranker.rerank("rust", documents, { signal: controller.signal })).rejects.toThrow("stop");
  expect(server.paths().filter((path) => path.endsWith("/infer"))).toHaveLength(1);
  // The abort of one call is not that of the next.
  expect((await reranker.rerank("rust", documents)).results).toHaveLength(24);
});

test("after a deadline the first stage's best are scored and the others keep their order", async () => {
  let answered = 0;
  const server = await startInferenceServer(graph, {
    // Answers the first of three batches and holds back the others.
    intercept: ({ path }) => (path.endsWith("/infer") && answered++ > 0 ? new Promise(() => {}) : undefined),
  });
  await using reranker = await createReranker({ triton: { ...common, baseUrl: server.url, concurrency: 1 } });
  const { results, receipt } = await reranker.rerank("rust", documents, { deadlineMs: 2000 });
  const scored = results.filter(({ score }) => score !== undefined).map(({ index }) => index);
  expect(scored.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(results.slice(8).map(({ index }) => index)).toEqual(Array.from({ length: 16 }, (_, i) => i + 8));
  expect(receipt.attempts).toMatchObject([{ outcome: "deadline" }]);
});

test("key and headers are sent, and the model's version is asked for", async () => {
  const server = await startInferenceServer(graph, {
    intercept: ({ path }) => (path.endsWith("/versions/2") ? { status: 401, body: { error: "who is key-number-1" } } : undefined),
  });
  await using reranker = await createReranker({
    triton: { ...common, baseUrl: server.url, apiKey: async () => "key-number-1", headers: { "x-gateway": "a" }, version: "2" },
  });
  await expect(reranker.rerank("rust", documents)).rejects.toMatchObject({
    code: "authentication_failed",
    message: expect.stringContaining("who is [redacted]"),
  });
  expect(server.requests).toMatchObject([
    { path: "/v2/models/reranker/versions/2", headers: { authorization: "Bearer key-number-1", "x-gateway": "a" } },
  ]);
});
