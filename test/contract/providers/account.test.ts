import { createReranker, type RerankerConfig } from "secondpass";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  apiKey,
  documents,
  errorOf,
  goodOrder,
  indexesOf,
  ownTransport,
  query,
  rankingRequests,
  startSubject,
} from "./provider-kit.ts";

describe.each(ownTransport)("%s", (name, { options }) => {
  test("a circuit that one reranker opened is open for another with the same key, and closes again", async () => {
    const limits = { attempts: 1, breakAfter: 2, breakForMs: 300, retryDelayMs: 1 };
    const outage = { status: 503 };
    const { mock, reranker } = await startSubject(name, { mock: { faults: [outage, outage] }, options: limits });
    const config = { [name]: { baseUrl: mock.url, apiKey, ...options, ...limits } };
    const other = await createReranker(config as unknown as RerankerConfig);
    onTestFinished(() => other.dispose());

    expect(await errorOf(reranker.rerank(query, documents))).toMatchObject({ code: "provider_unavailable" });
    expect(await errorOf(other.rerank(query, documents))).toMatchObject({ code: "provider_unavailable" });
    const [one, two] = [await errorOf(reranker.rerank(query, documents)), await errorOf(other.rerank(query, documents))];
    expect([one.code, two.code]).toEqual(["circuit_open", "circuit_open"]);
    expect(rankingRequests(mock)).toHaveLength(2);

    await new Promise((resolve) => setTimeout(resolve, limits.breakForMs));
    expect(indexesOf(await other.rerank(query, documents))).toEqual(goodOrder);
    expect(indexesOf(await reranker.rerank(query, documents))).toEqual(goodOrder);
  });

  test("not more requests at a time than allowed", async () => {
    const { mock, reranker } = await startSubject(name, {
      mock: { latencyMs: 5, limits: { maxDocuments: 1 } },
      options: { maxDocuments: 1, concurrency: 2 },
    });
    let running = 0;
    let most = 0;
    const count = mock.requests.length;
    const watch = setInterval(() => {
      running = mock.requests.slice(count).filter(({ method, closed }) => method === "POST" && !closed).length;
      most = Math.max(most, running);
    }, 1);
    onTestFinished(() => clearInterval(watch));
    expect(indexesOf(await reranker.rerank(query, documents))).toEqual(goodOrder);
    expect(rankingRequests(mock)).toHaveLength(documents.length);
    expect(most).toBeLessThanOrEqual(2);
    expect(most).toBeGreaterThan(0);
  });
});
