import { cached } from "secondpass";
import { expect, test, vi } from "vitest";
import { counting, stuckAfterOne } from "../stage-kit.ts";

const indexes = ({ results }: { results: { index: number }[] }) => results.map(({ index }) => index);

test("only unknown pairs are sent, and the ranking is as without a cache", async () => {
  const { reranker, asked } = counting("a");
  const cache = cached(reranker);
  await cache.rerank("q", ["1", "2"]);
  const ranking = await cache.rerank("q", ["2", "3", "1", "3"]);
  expect(asked).toEqual([["1", "2"], ["3"]]);
  expect(indexes(ranking)).toEqual([1, 3, 0, 2]);
  expect(ranking.receipt).toMatchObject({ cache: { hits: 2, misses: 2, hitRate: 0.5 }, usage: { calls: 1 }, servedBy: "a" });
  const known = await cache.rerank("q", ["3", "2"], { topN: 1, minScore: 1 });
  expect(known.receipt).toMatchObject({ cache: { hitRate: 1 }, usage: { calls: 0 }, attempts: [], reranked: true });
  expect(known.dropped).toEqual([{ index: 1, reason: "topN" }]);
});

test("another query, instruction, title, metadata or version is another pair", async () => {
  const supports = { pointwise: true, abort: true, instructions: true };
  const store = new Map<string, string>();
  const { reranker, asked } = counting("a", { supports });
  const cache = cached(reranker, { store });
  const base = { text: "1", title: "t", metadata: { page: 1, of: 2 } };
  await cache.rerank("q", [base]);
  await cache.rerank("p", [base]);
  await cache.rerank("q", [base], { instruction: "i" });
  await cache.rerank("q", [{ ...base, title: "u" }]);
  await cache.rerank("q", [{ ...base, metadata: { page: 2, of: 2 } }]);
  await cached(reranker, { store, version: "2" }).rerank("q", [base]);
  await cached(counting("b", { supports }).reranker, { store }).rerank("q", [base]);
  await cached({ ...reranker, fingerprint: "2" }, { store }).rerank("q", [base]);
  expect(asked).toHaveLength(7);
  // The same again: the order of the metadata's keys, the id and the first stage's score say nothing about the content.
  const again = { score: 3, id: "x", metadata: { of: 2, page: 1 }, title: "t", text: "1" };
  expect((await cache.rerank("q", [again])).receipt.cache?.hits).toBe(1);
});

test("ignoreMetadata: title and text alone tell documents apart", async () => {
  const cache = cached(counting("a").reranker, { ignoreMetadata: true });
  await cache.rerank("q", [{ text: "1", metadata: { a: 1 } }]);
  expect((await cache.rerank("q", [{ text: "1", metadata: { a: 2 } }])).receipt.cache?.hits).toBe(1);
});

test("metadata that cannot be hashed is never taken for another's", async () => {
  const { reranker, asked } = counting("a");
  const cache = cached(reranker);
  const documents = [
    { text: "1", metadata: { m: new Map([["a", 1]]) } },
    { text: "1", metadata: { m: new Map([["a", 2]]) } },
  ];
  await cache.rerank("q", documents);
  const { receipt } = await cache.rerank("q", documents);
  expect(asked.map((texts) => texts.length)).toEqual([2, 2]);
  expect(receipt.cache).toEqual({ hits: 0, misses: 2, hitRate: 0 });
});

test("no key and no entry holds a text, and none a metadata value", async () => {
  const store = new Map<string, string>();
  const cache = cached(counting("a").reranker, { store, namespace: "mine" });
  await cache.rerank("secret query", [{ text: "1 secret text", title: "secret title", metadata: { secret: "secret" } }]);
  expect([...store.keys()].every((key) => /^mine:pair:[\w-]{43}$/.test(key))).toBe(true);
  expect(store.size).toBe(1);
  expect(JSON.stringify([...store])).not.toContain("secret");
});

test("what was cut is still said when the score is known", async () => {
  const { reranker } = counting("a", {
    score: async (_, texts) => ({
      scores: texts.map(Number.parseFloat),
      truncated: texts.flatMap((text, index) => (text.length > 3 ? [{ index, keptTokens: 3, totalTokens: text.length }] : [])),
      warnings: [{ code: "query_truncated", message: "the query was cut" }],
    }),
  });
  const cache = cached(reranker);
  await cache.rerank("q", ["1", "2 long"]);
  const { receipt } = await cache.rerank("q", ["2 long", "1", "2 long"]);
  expect(receipt.usage.calls).toBe(0);
  expect(receipt.truncated).toEqual([
    { index: 0, keptTokens: 3, totalTokens: 6 },
    { index: 2, keptTokens: 3, totalTokens: 6 },
  ]);
  expect(receipt.warnings).toEqual([{ code: "query_truncated", message: "the query was cut" }]);
});

test("a deadline: known scores count, learned ones are kept, and the receipt is honest", async () => {
  const store = new Map<string, string>();
  await cached(counting("a").reranker, { store }).rerank("q", ["9"]);
  const slow = cached(stuckAfterOne("a"), { store });
  const { receipt, results } = await slow.rerank("q", ["1", "2", "9"], { deadlineMs: 400 });
  expect(receipt).toMatchObject({
    reranked: true,
    reason: "deadline of 400 ms passed after 2 of 3 candidates were scored",
    cache: { hits: 1, misses: 2 },
    attempts: [{ reranker: "a", outcome: "deadline" }],
  });
  expect(receipt.warnings.map(({ code }) => code)).toEqual(["deadline"]);
  expect(results.map(({ index }) => index)).toEqual([2, 1, 0]);
  await vi.waitFor(() => expect(store.size).toBe(2));
});

test("a document that the answer left out is asked for again, and comes last", async () => {
  const { reranker, asked } = counting("a", {
    score: async (_, texts) => ({ scores: texts.map((text) => (text === "0" ? undefined : Number(text))), partial: true }),
  });
  const cache = cached(reranker);
  for (const calls of [1, 2]) {
    const { results, receipt } = await cache.rerank("q", ["0", "1"]);
    expect(results.map(({ index, score }) => [index, score])).toEqual([
      [1, 1],
      [0, undefined],
    ]);
    expect(receipt.warnings).toMatchObject([{ code: "missing_scores", message: expect.stringContaining("documents 0;") }]);
    expect(asked).toHaveLength(calls);
  }
});

test("depth, blank documents and equal texts are as without a cache", async () => {
  const plain = counting("a").reranker;
  const documents = ["1", " ", "3", "3", "2"];
  const cache = cached(counting("a").reranker);
  for (const options of [{ depth: 2 }, {}, { depth: 3, topN: 4 }]) {
    const expected = await plain.rerank("q", documents, options);
    const { results, dropped, receipt } = await cache.rerank("q", documents, options);
    expect({ results, dropped, warnings: receipt.warnings }).toEqual({
      results: expected.results,
      dropped: expected.dropped,
      warnings: expected.receipt.warnings,
    });
  }
});

test("two calls at once compute each pair once", async () => {
  const { reranker, asked } = counting("a");
  const cache = cached(reranker);
  const [first, second] = await Promise.all([cache.rerank("q", ["1", "2"]), cache.rerank("q", ["2", "3", "1"])]);
  expect(asked).toEqual([["1", "2"], ["3"]]);
  expect([indexes(first), indexes(second)]).toEqual([
    [1, 0],
    [1, 0, 2],
  ]);
  expect(second.receipt.cache).toEqual({ hits: 2, misses: 1, hitRate: 2 / 3 });
});

test("whoever waited for a call that was aborted, or failed, computes for himself", async () => {
  for (const end of ["abort", "fail"] as const) {
    const controller = new AbortController();
    let fail: (error: Error) => void = () => {};
    let calls = 0;
    const { reranker } = counting("a", {
      score: (_, texts, { signal }) => {
        calls++;
        if (calls > 1) return Promise.resolve({ scores: texts.map(Number.parseFloat) });
        return new Promise((_, reject) => {
          fail = reject;
          signal.addEventListener("abort", () => reject(signal.reason));
        });
      },
    });
    const cache = cached(reranker);
    const first = cache.rerank("q", ["1", "2"], { signal: controller.signal });
    const refused = expect(first).rejects.toThrow("over");
    const second = cache.rerank("q", ["1", "2"]);
    await vi.waitFor(() => expect(calls).toBe(1));
    if (end === "abort") controller.abort(new Error("over"));
    else fail(new Error("over"));
    await refused;
    expect(indexes(await second)).toEqual([1, 0]);
    expect(calls).toBe(2);
  }
});

test("progress counts what is known", async () => {
  const cache = cached(counting("a").reranker);
  await cache.rerank("q", ["1", "2"]);
  const seen: number[][] = [];
  await cache.rerank("q", ["1", "3", "2"], { onProgress: (...news) => seen.push(news) });
  expect(seen).toEqual([
    [2, 3],
    [3, 3],
  ]);
});

test("a reranker without fingerprint is refused, unless it is given a version", () => {
  const { fingerprint: _, ...scorer } = { ...counting("a").reranker };
  expect(() => cached(scorer)).toThrow(
    expect.objectContaining({ code: "invalid_config", message: expect.stringContaining("version") }),
  );
  expect(cached(scorer, { version: "1" }).fingerprint).toBe('[null,"1"]');
});
