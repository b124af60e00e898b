import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cached, createLexicalReranker, type KeyValueStore } from "secondpass";
import { describe, expect, test } from "vitest";
import { makeTemporaryFolder } from "../../../data/temporary-folder.ts";
import { counting } from "../stage-kit.ts";

const texts = ["1", "2"];
const orderOf = ({ results }: { results: { index: number }[] }) => results.map(({ index }) => index);

const nothing = { get: () => undefined, set: () => true, delete: () => true, clear: () => {} };

describe("a broken store never fails a call", () => {
  const never = () => new Promise(() => {});
  const boom = () => {
    throw new Error("boom");
  };
  const stores: [name: string, store: KeyValueStore, message: RegExp][] = [
    ["throws on get", { ...nothing, get: boom }, /failed: boom/],
    ["rejects on get", { ...nothing, get: () => Promise.reject(new Error("boom")) }, /failed: boom/],
    ["throws on set", { ...nothing, set: boom }, /failed: boom/],
    ["hangs on get", { ...nothing, get: never }, /no answer within 30 ms/],
    ["hangs on set", { ...nothing, set: never }, /no answer within 30 ms/],
    ["holds no JSON", { ...nothing, get: () => "no JSON" }, /no entry of it/],
    ["holds other values", { ...nothing, get: () => '{"value":{"score":"high"}}' }, /no entry of it/],
    ["holds no scores", { ...nothing, get: () => '{"value":{"score":null}}' }, /no entry of it/],
  ];
  test.each(stores)("%s", async (_, store, message) => {
    const { reranker } = counting("a");
    for (const inner of [reranker, createLexicalReranker()]) {
      const ranking = await cached(inner, { store, storeTimeoutMs: 30 }).rerank("2", texts);
      expect(orderOf(ranking)).toEqual([1, 0]);
      expect(ranking.receipt.warnings).toMatchObject([{ code: "cache_failed", message: expect.stringMatching(message) }]);
      expect(ranking.receipt).toMatchObject({ reranked: true, cache: { hits: 0 } });
      expect(ranking.receipt.reason).toBeUndefined();
    }
  });

  test("a list that is no order of these documents is none", async () => {
    for (const indexes of [[0], [0, 0], [0, 2], [0, 1, 2]]) {
      const value = { results: indexes.map((index) => ({ index })), dropped: [], truncated: [] };
      const store = { ...nothing, get: () => JSON.stringify({ value }) };
      const ranking = await cached(createLexicalReranker(), { store }).rerank("2", texts);
      expect(orderOf(ranking)).toEqual([1, 0]);
      expect(ranking.receipt.warnings).toMatchObject([{ code: "cache_failed" }]);
    }
  });

  test("it is left alone for a moment, and a deadline is not spent on it", async () => {
    let reads = 0;
    const store = { ...nothing, get: () => new Promise(() => reads++) };
    const cache = cached(counting("a").reranker, { store, storeTimeoutMs: 10_000 });
    for (let call = 0; call < 3; call++) {
      const ranking = await cache.rerank("q", ["1"], { deadlineMs: 1_000 });
      expect(ranking.receipt).toMatchObject({ reranked: true, warnings: [{ code: "cache_failed" }] });
    }
    expect(reads).toBe(1);
  });
});

test("an entry is good for ttlMs", async () => {
  const cache = cached(counting("a").reranker, { store: new Map(), ttlMs: 40 });
  await cache.rerank("q", texts);
  expect((await cache.rerank("q", texts)).receipt.cache?.hits).toBe(2);
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect((await cache.rerank("q", texts)).receipt.cache?.hits).toBe(0);
});

test("memory is bounded: the least recently used goes first", async () => {
  const cache = cached(counting("a").reranker, { maxBytes: 1_000 });
  for (let i = 0; i < 50; i++) await cache.rerank("q", [String(i)]);
  expect((await cache.rerank("q", ["49"])).receipt.cache?.hits).toBe(1);
  expect((await cache.rerank("q", ["0"])).receipt.cache?.hits).toBe(0);
});

test("a directory is shared, and a damaged file in it is a miss with a warning", async () => {
  const folder = await makeTemporaryFolder();
  const store = `file:${folder}`;
  await using first = cached(counting("a").reranker, { store, storeTimeoutMs: 5_000 });
  await first.rerank("q", texts);
  await using second = cached(counting("a").reranker, { store, storeTimeoutMs: 5_000 });
  expect((await second.rerank("q", texts)).receipt.cache?.hits).toBe(2);
  const content = (await readdir(join(folder, "content-v2"), { recursive: true, withFileTypes: true })).filter((file) =>
    file.isFile(),
  );
  for (const file of content) await writeFile(join(file.parentPath, file.name), "damaged");
  const { receipt } = await second.rerank("q", texts);
  expect(receipt).toMatchObject({ reranked: true, cache: { hits: 0 }, warnings: [{ code: "cache_failed" }] });
  expect((await second.rerank("q", texts)).receipt).toMatchObject({ cache: { hits: 2 }, warnings: [] });
});

test("what is handed in stays the caller's: it is not closed", async () => {
  const store = { ...nothing, disconnect: () => Promise.reject(new Error("closed")) };
  const cache = cached(counting("a").reranker, { store });
  await cache.rerank("q", texts);
  await expect(cache.dispose()).resolves.toBeUndefined();
});

test.each([
  { store: "redos://x" },
  { store: "" },
  { store: {} as KeyValueStore },
  { ttlMs: 0 },
  { maxBytes: -1 },
  { storeTimeoutMs: Number.NaN },
])("%j is refused", (options) => {
  expect(() => cached(counting("a").reranker, options)).toThrow(expect.objectContaining({ code: "invalid_config" }));
});
