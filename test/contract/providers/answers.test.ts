import type { MockFault, MockResultsFault } from "secondpass/testing";
import { describe, expect, test } from "vitest";
import {
  documents,
  errorOf,
  expectNothingLost,
  goodOrder,
  indexesOf,
  ownTransport,
  providers,
  query,
  rankingRequests,
  startSubject,
} from "./provider-kit.ts";

const badResults: MockResultsFault[] = ["missing", "empty", "duplicate", "outOfRange", "nan", "null", "text"];
const bad: [string, MockFault][] = [
  ...badResults.map((results): [string, MockFault] => [`results: ${results}`, { results }]),
  ["a web page", { body: "html" }],
  ["what is no JSON", { body: "malformed" }],
  ["half of its JSON", { body: "truncated" }],
  ["nothing", { body: "empty" }],
];

describe.each(providers)("%s answers 200 with", (name, { otherTransport }) => {
  test.each(bad)("%s: an error, not an order, and not asked again", async (_, fault) => {
    const { mock, reranker } = await startSubject(name, { mock: { faults: [fault] } });
    const error = await errorOf(reranker.rerank(query, documents));
    // An SDK that cannot read an answer may take it for an outage.
    if (!otherTransport) expect(rankingRequests(mock)).toHaveLength(1);
    expect(error).toMatchObject({ code: "invalid_response", retryable: false });
    expect(error.message).toContain(name);
  });

  test("fewer results: those it has, the rest behind them, and a warning", async () => {
    const { reranker } = await startSubject(name, { mock: { faults: [{ results: "fewer" }] } });
    const { results, receipt } = await reranker.rerank(query, documents);
    expectNothingLost(results, documents.length);
    expect(indexesOf({ results })).toEqual(goodOrder);
    expect(results.at(-1)?.score).toBeUndefined();
    expect(receipt.warnings.map(({ code }) => code)).toEqual(["missing_scores"]);
  });

  test("results in another order: sorted", async () => {
    const { reranker } = await startSubject(name, { mock: { faults: [{ results: "unsorted" }] } });
    const unsorted = await reranker.rerank(query, documents);
    expect(indexesOf(unsorted)).toEqual(goodOrder);
    expect(unsorted.results).toEqual((await reranker.rerank(query, documents)).results);
  });
});

describe.each(ownTransport)("%s answers 200 with", (name) => {
  test.each(["gzip", "deflate", "br"] as const)("a body in %s", async (encoding) => {
    const { mock, reranker } = await startSubject(name, { mock: { faults: [{ encoding }] } });
    expect(indexesOf(await reranker.rerank(query, documents))).toEqual(goodOrder);
    expect(rankingRequests(mock)).toHaveLength(1);
  });
});
