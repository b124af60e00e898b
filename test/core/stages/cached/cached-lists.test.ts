import { blendFirstStage, cached, createLexicalReranker, fallback, withOnError } from "secondpass";
import { expect, test, vi } from "vitest";
import { counting, failing, stuckAfterOne } from "../stage-kit.ts";

const listwise = { supports: { pointwise: false, abort: true, instructions: true } };
const scored = (...scores: number[]) => scores.map((score, i) => ({ text: `${i} text`, score }));

test("the whole ranking is known, or none of it", async () => {
  const { reranker, asked } = counting("a", listwise);
  const cache = cached(reranker);
  const first = await cache.rerank("q", scored(3, 2), { topN: 1 });
  expect(first.receipt.cache).toEqual({ hits: 0, misses: 2, hitRate: 0 });
  const second = await cache.rerank("q", scored(3, 2), { topN: 1 });
  expect({ results: second.results, dropped: second.dropped }).toEqual({ results: first.results, dropped: first.dropped });
  expect(second.receipt).toMatchObject({ cache: { hits: 2, misses: 0, hitRate: 1 }, usage: { calls: 0 }, attempts: [] });
  // Order, first-stage scores, number, depth, topN, threshold and instruction: each makes another list.
  const [one, two] = scored(3, 2) as [object, object];
  for (const [documents, options] of [
    [[two, one], { topN: 1 }],
    [scored(3, 1), { topN: 1 }],
    [[one], { topN: 1 }],
    [[one, two], {}],
    [[one, two], { topN: 1, depth: 1 }],
    [[one, two], { topN: 1, minScore: 0 }],
    [[one, two], { topN: 1, instruction: "i" }],
  ] as [{ text: string }[], object][]) {
    expect((await cache.rerank("q", documents, options)).receipt.cache?.hits).toBe(0);
  }
  expect(asked).toHaveLength(8);
});

test("an instruction makes another list also of a chain of which only some follow it", async () => {
  const { reranker, asked } = counting("a", listwise);
  const cache = cached(fallback([reranker, counting("b").reranker]));
  for (const instruction of ["i", "j", "i"]) await cache.rerank("q", ["1", "2"], { instruction });
  expect(asked).toHaveLength(2);
});

test("a blend, its parts and its receipt come back as they were", async () => {
  const cache = cached(blendFirstStage(createLexicalReranker(), { weight: 0.3 }));
  const documents = [{ text: "iron", score: 2 }, { text: "install rust", score: 1 }, ""];
  const first = await cache.rerank("rust", documents);
  const second = await cache.rerank("rust", documents);
  expect(second.results).toEqual(first.results);
  expect(second.receipt).toMatchObject({ blend: { weight: 0.3, with: "firstStage" }, cache: { hits: 2 }, reranked: true });
  expect(second.receipt.warnings).toEqual(first.receipt.warnings);
});

test("only complete answers of its own are stored", async () => {
  const store = new Map<string, string>();
  const documents = ["1", "2"];
  const broken = failing("a", "provider_unavailable");
  const chain = fallback([broken, counting("b").reranker]);
  await cached(chain, { store }).rerank("q", documents);
  await cached(withOnError({ ...broken, supports: listwise.supports }, "passthrough"), { store }).rerank("q", documents);
  const slow = { ...stuckAfterOne("a"), supports: listwise.supports };
  const late = await cached(slow, { store }).rerank("q", documents, { deadlineMs: 50 });
  expect(late.receipt).toMatchObject({ reranked: true, reason: expect.stringContaining("after 1 of 2") });
  await expect(cached({ ...broken, supports: listwise.supports }, { store }).rerank("q", documents)).rejects.toThrow();
  expect(store.size).toBe(0);
});

test("two equal calls at once compute once; after an abort of the first the second computes for itself", async () => {
  const { reranker, asked } = counting("a", listwise);
  const cache = cached(reranker);
  const both = await Promise.all([cache.rerank("q", ["1", "2"]), cache.rerank("q", ["1", "2"])]);
  expect(asked).toHaveLength(1);
  expect(both.map(({ receipt }) => receipt.cache?.hits)).toEqual([0, 2]);

  const controller = new AbortController();
  const stuck = counting("b", { ...listwise, score: () => new Promise(() => {}) });
  let calls = 0;
  const once = cached({
    ...stuck.reranker,
    rerank: (...call) => (calls++ === 0 ? stuck.reranker : { ...reranker, id: "b" }).rerank(...call),
  });
  const first = once.rerank("q", ["1", "2"], { signal: controller.signal });
  const refused = expect(first).rejects.toThrow("over");
  const second = once.rerank("q", ["1", "2"]);
  await vi.waitFor(() => expect(calls).toBe(1));
  controller.abort(new Error("over"));
  await refused;
  expect((await second).results.map(({ index }) => index)).toEqual([1, 0]);
  expect(calls).toBe(2);
});

test("the cache is inside the fallback: another's scores never enter it", async () => {
  const store = new Map<string, string>();
  const chain = fallback([cached(failing("a", "timeout"), { store }), createLexicalReranker()]);
  expect((await chain.rerank("q", ["1", "2"])).receipt.servedBy).toBe("lexical");
  expect(store.size).toBe(0);
});
