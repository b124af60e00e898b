import { spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { cached, createReranker } from "secondpass";
import { expect, onTestFinished, test } from "vitest";
import { makeTemporaryFolder } from "../../../data/temporary-folder.ts";
import { runToSuccess } from "../../../support/run-program.ts";
import { counting } from "../stage-kit.ts";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const hasRedis = spawnSync("redis-server", ["--version"]).status === 0;
const reason = "redis-server is not installed (apt-get install redis-server)";

// A program as a user would write it; the second process is to know what the first one found out.
const program = `
  import { createReranker } from "secondpass";
  const config = { local: { blend: 0 }, cache: { store: process.argv[1], namespace: "processes", storeTimeoutMs: 5_000 } };
  const reranker = await createReranker(config);
  const { results, receipt } = await reranker.rerank("install rust", ["iron rust", "Install Rust with rustup"]);
  await reranker.dispose();
  console.log(JSON.stringify({ order: results.map(({ index, score }) => [index, score]), ...receipt }));`;

test("two processes share it: the second has hits and the same scores", async ({ skip }) => {
  skip(!hasRedis, reason);
  const redis = await startRedis();
  const run = async () =>
    JSON.parse(await runToSuccess(process.execPath, ["--input-type=module", "-e", program, redis.url], { cwd: root }));
  const first = await run();
  const second = await run();
  expect(first).toMatchObject({ reranked: true, cache: { hits: 0, misses: 2 }, usage: { calls: 1 }, warnings: [] });
  expect(second).toMatchObject({ reranked: true, cache: { hits: 2, misses: 0, hitRate: 1 }, usage: { calls: 0 }, warnings: [] });
  expect(second.order).toEqual(first.order);
});

test("one that was never there fails no call", async () => {
  const url = `redis://127.0.0.1:${await freePort()}`;
  await using reranker = await createReranker({ lexical: {}, cache: url });
  const { receipt } = await reranker.rerank("rust", ["iron", "rust"]);
  expect(receipt).toMatchObject({ reranked: true, warnings: [{ code: "cache_failed" }] });
});

test("killed in the middle, it fails no call, and the process goes on", async ({ skip }) => {
  skip(!hasRedis, reason);
  const mine = await startRedis();
  await using cache = cached(counting("a").reranker, { store: mine.url, ttlMs: 60_000, storeTimeoutMs: 5_000 });
  await cache.rerank("q", ["1", "2"]);
  expect((await cache.rerank("q", ["1", "2"])).receipt).toMatchObject({ cache: { hits: 2 }, warnings: [] });
  await mine.kill();
  for (let call = 0; call < 5; call++) {
    const { results, receipt } = await cache.rerank("q", ["1", "2"]);
    expect(results.map(({ index }) => index)).toEqual([1, 0]);
    expect(receipt).toMatchObject({ reranked: true, cache: { hits: 0 }, warnings: [{ code: "cache_failed" }] });
  }
});

async function startRedis() {
  const port = await freePort();
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const server = spawn("redis-server", args, { cwd: await makeTemporaryFolder(), stdio: ["ignore", "pipe", "ignore"] });
  await new Promise<void>((resolve, reject) => {
    server.stdout.on("data", (chunk) => String(chunk).includes("Ready to accept connections") && resolve());
    server.on("error", reject);
    server.on("exit", (code) => reject(new Error(`redis-server ended with ${code}`)));
  });
  const ended = new Promise<void>((resolve) => server.on("exit", () => resolve()));
  const kill = () => {
    server.kill("SIGKILL");
    return ended;
  };
  onTestFinished(kill);
  return { url: `redis://127.0.0.1:${port}`, kill };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
