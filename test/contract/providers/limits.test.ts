import { describe, expect, test } from "vitest";
import {
  documents,
  expectNothingLost,
  goodOrder,
  indexesOf,
  providers,
  query,
  rankingRequests,
  startSubject,
} from "./provider-kit.ts";

const many = (count: number) => Array.from({ length: count }, (_, i) => `${documents[i % documents.length]} Page ${i}.`);

describe.each(providers)("%s", (name) => {
  test("101 documents where 100 are allowed: two requests, one ranking", async () => {
    const { mock, reranker } = await startSubject(name, {
      mock: { limits: { maxDocuments: 100 } },
      options: { maxDocuments: 100 },
    });
    const { results, receipt } = await reranker.rerank(query, many(101));
    expectNothingLost(results, 101);
    expect(rankingRequests(mock).map(({ status }) => status)).toEqual([200, 200]);
    expect(receipt.usage.calls).toBe(2);
    expect(results.every(({ score }) => score !== undefined)).toBe(true);
  });

  test("2,100 documents keep the provider's own limits", async () => {
    const { mock, reranker } = await startSubject(name);
    const { results } = await reranker.rerank(query, many(2100), { topN: 3 });
    expect(results.map(({ document }) => document.startsWith("How to install"))).toEqual([true, true, true]);
    expect(rankingRequests(mock).filter(({ status }) => status !== 200)).toEqual([]);
  });

  test("one document far over the limit costs the others nothing", async () => {
    const { reranker } = await startSubject(name);
    const short = await reranker.rerank(query, documents);
    const long = `${documents[4]} ${"strings and bows and wood. ".repeat(10_000)}`;
    const { results } = await reranker.rerank(query, [...documents.slice(0, 4), long]);
    expect(indexesOf({ results })).toEqual(goodOrder);
    expect(results.slice(0, 4).map(({ score }) => score)).toEqual(short.results.slice(0, 4).map(({ score }) => score));
  });

  test("documents without text are never sent", async () => {
    const { mock, reranker } = await startSubject(name);
    const { results, receipt } = await reranker.rerank(query, ["", ...documents, " \n"]);
    expect(indexesOf({ results })).toEqual([...goodOrder.map((index) => index + 1), 0, 6]);
    expect(rankingRequests(mock).map(({ status }) => status)).toEqual([200]);
    expect(receipt.requests?.map(({ documents }) => documents)).toEqual([5]);
    expect(receipt.warnings.map(({ code }) => code)).toEqual(["empty_documents"]);
  });

  test("topN is the answer's, and nobody is missing for it", async () => {
    const { reranker } = await startSubject(name);
    const { results, dropped, receipt } = await reranker.rerank(query, documents, { topN: 2 });
    expect(indexesOf({ results })).toEqual(goodOrder.slice(0, 2));
    expectNothingLost([...results, ...dropped], documents.length);
    expect(receipt.warnings).toEqual([]);
  });
});
