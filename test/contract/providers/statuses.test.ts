import type { RerankErrorCode } from "secondpass";
import { describe, expect, test } from "vitest";
import {
  documents,
  errorOf,
  expectNothingLost,
  goodOrder,
  indexesOf,
  providers,
  query,
  rankingRequests,
  startSubject,
} from "./provider-kit.ts";

const attempts = 3;
const statuses: [number, RerankErrorCode, "tried again" | "told at once"][] = [
  [400, "invalid_request", "told at once"],
  [401, "authentication_failed", "told at once"],
  [402, "payment_required", "told at once"],
  [403, "authentication_failed", "told at once"],
  [404, "invalid_request", "told at once"],
  [408, "timeout", "tried again"],
  [422, "invalid_request", "told at once"],
  [424, "invalid_request", "told at once"],
  [429, "rate_limited", "tried again"],
  [498, "authentication_failed", "told at once"],
  [500, "provider_unavailable", "tried again"],
  [501, "invalid_request", "told at once"],
  [503, "provider_unavailable", "tried again"],
  [529, "provider_unavailable", "tried again"],
];

const inOneSecond = new Date(Date.now() - 1000).toUTCString();
const patience: [string, Record<string, string>][] = [
  ["seconds", { "retry-after": "0" }],
  ["a date", { "retry-after": inOneSecond }],
  ["milliseconds", { "retry-after-ms": "1" }],
  ["seconds with a fraction", { "retry-after": "0.001" }],
  ["no word", {}],
];

describe.each(providers)("%s answers", (name) => {
  test.each(statuses)("%i: %s, %s", async (status, code, what) => {
    const { mock, reranker } = await startSubject(name, { mock: { faults: () => ({ status }) }, options: { attempts } });
    const error = await errorOf(reranker.rerank(query, documents));
    expect(error).toMatchObject({ code, status, provider: name, retryable: what === "tried again" });
    expect(rankingRequests(mock)).toHaveLength(what === "tried again" ? attempts : 1);
  });

  test("413 always: divided and cut as far as it goes, then told", async () => {
    const { mock, reranker } = await startSubject(name, { mock: { faults: () => ({ status: 413 }) } });
    const error = await errorOf(reranker.rerank(query, documents));
    expect(error).toMatchObject({ code: "invalid_request", status: 413, retryable: false });
    expect(rankingRequests(mock).length).toBeLessThan(40);
  });

  test("413 once: two smaller requests, and the same ranking", async () => {
    const { mock, reranker } = await startSubject(name, { mock: { faults: [{ status: 413 }] } });
    const divided = await reranker.rerank(query, documents);
    expect(indexesOf(divided)).toEqual(goodOrder);
    expect(rankingRequests(mock).map(({ status }) => status)).toEqual([413, 200, 200]);
    expect(divided.results).toEqual((await reranker.rerank(query, documents)).results);
  });

  test.each(patience)("429 with %s, then a ranking", async (_, headers) => {
    const { mock, reranker } = await startSubject(name, { mock: { faults: [{ status: 429, headers }] } });
    const { results, receipt } = await reranker.rerank(query, documents);
    expectNothingLost(results, documents.length);
    expect(indexesOf({ results })).toEqual(goodOrder);
    expect(rankingRequests(mock).map(({ status }) => status)).toEqual([429, 200]);
    expect(receipt.usage.calls).toBe(2);
    expect(receipt.requests?.map(({ documents, attempts }) => [documents, attempts])).toEqual([[5, 2]]);
  });

  test("429 with more patience than anyone has: told at once, with the time", async () => {
    const faults = [{ status: 429, headers: { "retry-after": "3600" } }];
    const { mock, reranker } = await startSubject(name, { mock: { faults } });
    const error = await errorOf(reranker.rerank(query, documents));
    expect(error).toMatchObject({ code: "rate_limited", retryAfterMs: 3_600_000 });
    expect(rankingRequests(mock)).toHaveLength(1);
  });

  test("503 with a web page: its title, not the page", async () => {
    const body = "<html><head><title>503 Service Unavailable</title></head><body><b>nginx</b></body></html>";
    const { reranker } = await startSubject(name, { mock: { faults: [{ status: 503, body }] }, options: { attempts: 1 } });
    const error = await errorOf(reranker.rerank(query, documents));
    expect(error).toMatchObject({ code: "provider_unavailable", status: 503 });
    expect(error.message).not.toContain("<");
  });

  test("401 to a wrong key", async () => {
    const { reranker } = await startSubject(name, { mock: { faults: [{ status: 401 }] } });
    expect(await errorOf(reranker.rerank(query, documents))).toMatchObject({ code: "authentication_failed" });
    expect(indexesOf(await reranker.rerank(query, documents))).toEqual(goodOrder);
  });
});
