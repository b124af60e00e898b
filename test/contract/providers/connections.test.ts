import { startMockProvider } from "secondpass/testing";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import {
  documents,
  errorOf,
  goodOrder,
  indexesOf,
  ownTransport,
  providers,
  query,
  rankingRequests,
  startSubject,
} from "./provider-kit.ts";

describe.each(providers)("%s", (name) => {
  test("hangs: a timeout, tried again", async () => {
    const mock = { faults: () => ({ connection: "hang" }) as const };
    const { mock: provider, reranker } = await startSubject(name, { mock, options: { timeoutMs: 200, attempts: 2 } });
    expect(await errorOf(reranker.rerank(query, documents))).toMatchObject({ code: "timeout", retryable: true });
    expect(rankingRequests(provider)).toHaveLength(2);
  });

  test("a body byte by byte: whole in the end, or a timeout", async () => {
    const drip = { connection: "drip", everyMs: 0 } as const;
    const { mock, reranker } = await startSubject(name, {
      mock: { faults: [drip] },
      options: { attempts: 1, timeoutMs: 5000 },
    });
    expect(indexesOf(await reranker.rerank(query, documents))).toEqual(goodOrder);
    const hurried = await startSubject(name, {
      mock: { faults: [{ connection: "drip", everyMs: 30 }] },
      options: { attempts: 1, timeoutMs: 90 },
    });
    expect(await errorOf(hurried.reranker.rerank(query, documents))).toMatchObject({ code: "timeout" });
    expect(rankingRequests(mock)).toHaveLength(1);
  });

  test("aborted within the body: the reason at once, and nothing more is asked", async () => {
    const { mock, reranker } = await startSubject(name, { mock: { faults: [{ connection: "drip", everyMs: 30 }] } });
    const controller = new AbortController();
    const call = reranker.rerank(query, documents, { signal: controller.signal });
    const reason = new Error("the user has gone");
    const rejected = expect(call).rejects.toBe(reason);
    await vi.waitFor(() => expect(rankingRequests(mock)).toHaveLength(1));
    controller.abort(reason);
    await rejected;
    expect(rankingRequests(mock)).toHaveLength(1);
    expect(indexesOf(await reranker.rerank(query, documents))).toEqual(goodOrder);
  });

  test("nobody listens: no connection, tried again", async () => {
    const { mock, reranker } = await startSubject(name, { options: { attempts: 2 } });
    await mock.stop();
    const error = await errorOf(reranker.rerank(query, documents));
    expect(error).toMatchObject({ code: "provider_unavailable", retryable: true });
  });
});

describe.each(ownTransport)("%s", (name) => {
  test.each(["resetBefore", "resetMidBody"] as const)("%s: tried again, and told in the end", async (connection) => {
    const { mock, reranker } = await startSubject(name, { mock: { faults: [{ connection }] }, options: { attempts: 2 } });
    expect(indexesOf(await reranker.rerank(query, documents))).toEqual(goodOrder);
    expect(rankingRequests(mock)).toHaveLength(2);
    mock.next({ connection }, { connection });
    const error = await errorOf(reranker.rerank(query, documents));
    expect(error).toMatchObject({ code: "provider_unavailable", retryable: true });
    expect(rankingRequests(mock)).toHaveLength(4);
  });
});

describe.each(ownTransport)("%s redirects", (name) => {
  test.each([301, 302, 307, 308] as const)("to another host with %i: neither key nor documents go there", async (status) => {
    const other = await startMockProvider();
    onTestFinished(() => other.stop());
    const { mock, reranker } = await startSubject(name, { mock: { faults: [{ redirect: `${other.url}/v2/rerank`, status }] } });
    const error = await errorOf(reranker.rerank(query, documents));
    expect(error).toMatchObject({ code: "invalid_request", retryable: false });
    expect(error.message).toContain(other.url);
    expect(other.requests).toEqual([]);
    expect(rankingRequests(mock)).toHaveLength(1);
  });

  test("on the same host: followed, as a POST with the documents", async () => {
    const { mock, reranker } = await startSubject(name, {
      mock: { faults: ({ path }, number) => (number === 0 ? { redirect: `${path}?again` } : undefined) },
    });
    expect(indexesOf(await reranker.rerank(query, documents))).toEqual(goodOrder);
    const [first, second] = rankingRequests(mock);
    expect(second).toMatchObject({ path: `${first?.path}?again`, body: first?.body, status: 200 });
  });

  test("in a circle: told", async () => {
    const { reranker } = await startSubject(name, { mock: { faults: ({ path }) => ({ redirect: path }) } });
    const error = await errorOf(reranker.rerank(query, documents));
    expect(error).toMatchObject({ code: "invalid_request", retryable: false });
  });

  test("to no address: told", async () => {
    const { mock, reranker } = await startSubject(name, { mock: { faults: () => ({ redirect: "http://" }) } });
    expect(await errorOf(reranker.rerank(query, documents))).toMatchObject({ code: "invalid_response", retryable: false });
    expect(rankingRequests(mock)).toHaveLength(1);
  });
});
