import { setTimeout as sleep } from "node:timers/promises";
import type { ScoreContext } from "secondpass";
import { expect, test } from "vitest";
import { measurePairs } from "../../../../../packages/core/src/scorers/cross-encoder/measure-pairs.ts";
import { type PairWorker, scorePairs } from "../../../../../packages/core/src/scorers/cross-encoder/score-pairs.ts";
import {
  createWorkerPool,
  type PoolTurn,
  type WorkerPoolOptions,
} from "../../../../../packages/core/src/scorers/onnx/pool/worker-pool.ts";
import { type StandInWorker, standInWorker } from "./stand-in-worker.ts";

/** One text a chunk: 400 characters are the target of 100 tokens. */
const texts = (count: number) => Array.from({ length: count }, (_, i) => "x".repeat(400 + i));
const context = (more: { priority?: number; deadlineAt?: number; signal?: AbortSignal } = {}) => ({
  signal: new AbortController().signal,
  priority: 0,
  onScores: () => {},
  ...more,
});

const given = (worker: StandInWorker | undefined) => worker?.log.map(({ query }) => query) ?? [];

function makePool(options: Partial<WorkerPoolOptions<PairWorker>> = {}) {
  const workers: StandInWorker[] = [standInWorker()];
  const startWorker = async () => {
    workers.push(standInWorker());
    return workers.at(-1) as StandInWorker;
  };
  const full = { startWorker, workers: 2, maxQueue: 8, ...options };
  const pool = createWorkerPool<PairWorker>(workers[0] as StandInWorker, full);
  const chunking = { workers: full.workers, chunkTokens: 100 };
  const score = (query: string, texts: readonly string[], context: Omit<ScoreContext, "documents">) =>
    scorePairs(pool, query, texts, context, chunking);
  const measure = (query: string, texts: readonly string[], turn: PoolTurn) => measurePairs(pool, query, texts, turn, chunking);
  return { pool: Object.assign(pool, { score, measure }), workers };
}

test("scores come back in the order of the texts, whoever scored them", async () => {
  const { pool, workers } = makePool();
  const given = texts(40);
  const { scores, usage, timing } = await pool.score("q", given, context());
  expect(scores).toEqual(given.map((text) => text.length));
  expect(usage).toEqual({ inputTokens: 40, calls: 1 });
  expect(timing?.inferenceMs).toBeGreaterThan(0);
  expect(workers.map(({ log }) => log.length).every((tasks) => tasks > 10)).toBe(true);
});

test("a second worker starts only where there is work for it", async () => {
  const { pool, workers } = makePool();
  await pool.score("q", texts(2), context());
  expect(workers).toHaveLength(1);
  await pool.score("q", texts(20), context());
  expect(workers).toHaveLength(2);
  await pool.score("q", texts(60), context());
  expect(workers).toHaveLength(2);
});

test("calls take turns: a short one is not held up by a long one", async () => {
  const { pool } = makePool({ workers: 1 });
  const finished: string[] = [];
  const long = pool.score("long", texts(60), context()).then(() => finished.push("long"));
  const short = pool.score("short", texts(3), context()).then(() => finished.push("short"));
  await Promise.all([long, short]);
  expect(finished).toEqual(["short", "long"]);
});

test("a higher priority goes before what came first", async () => {
  const { pool, workers } = makePool({ workers: 1 });
  await Promise.all([pool.score("normal", texts(10), context()), pool.score("urgent", texts(10), context({ priority: 1 }))]);
  // One chunk was running when the urgent call came; another was with the worker, which is told who goes first.
  expect(workers[0]?.ran.slice(0, 11)).toEqual(["normal", ...new Array(10).fill("urgent")]);
  expect(given(workers[0]).slice(0, 4)).toEqual(["normal", "normal", "urgent", "urgent"]);
});

test("a call that has nothing with a busy worker is handed to it at once, one chunk", async () => {
  const { pool, workers } = makePool({ workers: 1 });
  const calls = [pool.score("long", texts(20), context()), pool.score("short", texts(3), context())];
  expect(given(workers[0])).toEqual(["long", "long", "short"]);
  await Promise.all(calls);
});

test("a worker holds chunks of eight calls, and the ninth waits for room", async () => {
  const { pool, workers } = makePool({ workers: 1, maxQueue: 20 });
  const calls = Array.from({ length: 12 }, (_, i) => pool.score(`call ${i}`, texts(1), context()));
  expect(given(workers[0])).toEqual(Array.from({ length: 8 }, (_, i) => `call ${i}`));
  await Promise.all(calls);
  expect(given(workers[0])).toEqual(Array.from({ length: 12 }, (_, i) => `call ${i}`));
});

test("what is more than a worker needs is kept for workers that are still to be started", async () => {
  let start = (_: StandInWorker) => {};
  const { pool, workers } = makePool({ startWorker: () => new Promise((resolve) => (start = resolve)) });
  const calls = Array.from({ length: 6 }, (_, i) => pool.score(`call ${i}`, texts(1), context()));
  expect(given(workers[0])).toEqual(["call 0", "call 1"]);
  const second = standInWorker();
  start(second);
  await Promise.all(calls);
  expect(given(second).length).toBeGreaterThan(1);
});

test("under a deadline the first texts go first, otherwise the longest", async () => {
  const { pool, workers } = makePool({ workers: 1 });
  const given = texts(5);
  const lengths = () => workers[0]?.log.splice(0).flatMap(({ texts }) => texts.map((text) => text.length));
  await pool.score("q", given, context({ deadlineAt: 1e9 }));
  expect(lengths()).toEqual([400, 401, 402, 403, 404]);
  await pool.score("q", given, context());
  expect(lengths()).toEqual([404, 403, 402, 401, 400]);
});

test("one call more than the queue holds is refused, retryably, and the others are not disturbed", async () => {
  const { pool } = makePool({ maxQueue: 2 });
  const calls = [pool.score("a", texts(5), context()), pool.score("b", texts(5), context())];
  await expect(pool.score("c", texts(5), context())).rejects.toMatchObject({ code: "overloaded", retryable: true });
  await Promise.all(calls);
  await pool.score("d", texts(1), context());
});

test("an abort takes a call out and leaves the others", async () => {
  const { pool, workers } = makePool({ workers: 1 });
  const controller = new AbortController();
  const reason = new Error("gone");
  const aborted = pool.score("aborted", texts(50), context({ signal: controller.signal }));
  const other = pool.score("other", texts(5), context());
  controller.abort(reason);
  await expect(aborted).rejects.toBe(reason);
  await other;
  expect(workers[0]?.log.filter(({ query }) => query === "aborted").length).toBeLessThan(5);
});

test("a worker that stops fails the calls that it held, and is replaced for the next", async () => {
  const { pool, workers } = makePool({ workers: 1 });
  workers[0]?.crash();
  await expect(pool.score("a", texts(3), context())).rejects.toMatchObject({ code: "worker_failed", retryable: true });
  const { scores } = await pool.score("b", texts(3), context());
  expect(scores).toHaveLength(3);
  expect(workers).toHaveLength(2);
});

test("where no worker can be started, waiting calls hear why", async () => {
  const { pool, workers } = makePool({
    workers: 1,
    startWorker: async () => {
      throw new Error("no memory");
    },
  });
  workers[0]?.crash();
  await expect(pool.score("a", texts(1), context())).rejects.toMatchObject({ code: "worker_failed" });
  await expect(pool.score("b", texts(1), context())).rejects.toThrow("no memory");
});

test("idle workers are unloaded, and loaded again by the next call", async () => {
  const { pool, workers } = makePool({ unloadAfterMs: 20 });
  await pool.score("a", texts(1), context());
  expect(pool.loaded).toBe(1);
  await sleep(60);
  expect(pool.loaded).toBe(0);
  expect(workers[0]?.closed).toBe(true);
  await pool.score("b", texts(1), context());
  expect(pool.loaded).toBe(1);
  await pool.close();
});

test("a closed pool rejects what it holds and what comes", async () => {
  const { pool, workers } = makePool();
  const call = pool.score("a", texts(20), context());
  const rejected = expect(call).rejects.toMatchObject({ code: "disposed" });
  await pool.close();
  await rejected;
  await expect(pool.score("b", texts(1), context())).rejects.toMatchObject({ code: "disposed" });
  expect(workers.every(({ closed }) => closed)).toBe(true);
});

test("measuring is shared by the workers as scoring is; without texts one of them tells the room", async () => {
  const { pool, workers } = makePool();
  const given = texts(40);
  const { signal } = new AbortController();
  expect(await pool.measure("query", given, { signal, priority: 0 })).toEqual({
    tokens: given.map((text) => text.length),
    room: 95,
  });
  expect(workers.map(({ log }) => log.length).every((tasks) => tasks > 10)).toBe(true);
  expect(await pool.measure("q", [], { signal, priority: 0 })).toEqual({ tokens: [], room: 99 });
});

test("measuring ends with its signal, and with its worker", async () => {
  const { pool, workers } = makePool({ workers: 1 });
  const controller = new AbortController();
  const aborted = pool.measure("q", texts(20), { signal: controller.signal, priority: 0 });
  controller.abort(new Error("no longer needed"));
  await expect(aborted).rejects.toThrow("no longer needed");
  workers[0]?.crash();
  const failed = pool.measure("q", texts(20), { signal: new AbortController().signal, priority: 0 });
  await expect(failed).rejects.toMatchObject({ code: "worker_failed" });
});
