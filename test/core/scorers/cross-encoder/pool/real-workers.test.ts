import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { modelDirectory } from "@secondpass/model-mini";
import { expect, test } from "vitest";
import { makeTemporaryFolder } from "../../../../data/temporary-folder.ts";
import { runToSuccess } from "../../../../support/run-program.ts";

const built = (file: string) =>
  pathToFileURL(fileURLToPath(new URL(`../../../../../packages/core/dist/${file}`, import.meta.url))).href;

/** Keeps a list of the workers that are started, to count them and to hurt them. */
const program = (body: string) => `
  import threads from "node:worker_threads";
  import { syncBuiltinESMExports } from "node:module";
  const workers = [];
  threads.Worker = class extends threads.Worker { constructor(...args) { super(...args); workers.push(this); } };
  syncBuiltinESMExports();
  const { createReranker } = await import(${JSON.stringify(built("index.js"))});
  const documents = Array.from({ length: 400 }, (_, i) => "Page " + i + " is about rust, iron and the weather in Paris. ".repeat(4));
  ${body}
`;

async function run(body: string): Promise<unknown> {
  const file = join(await makeTemporaryFolder(), "program.mjs");
  await writeFile(file, program(body));
  return JSON.parse(await runToSuccess(process.execPath, [file]));
}

test("rerankers with the same model share one set of workers", async () => {
  const result = await run(`
    const rerankers = await Promise.all(["local", { local: {} }, { local: { blend: 0 } }].map((config) => createReranker(config)));
    const loaded = workers.length;
    await Promise.all(rerankers.map((reranker) => reranker.rerank("rust", documents)));
    console.log(JSON.stringify({ loaded, few: workers.length <= 4 }));
  `);
  expect(result).toEqual({ loaded: 1, few: true });
});

test("a worker that dies fails the call with a typed, retryable error; the next call is served", async () => {
  const result = await run(`
    const reranker = await createReranker("local");
    const call = reranker.rerank("rust", documents).then(() => "answered", ({ code, retryable }) => ({ code, retryable }));
    // Not a message that a worker knows: it throws where nobody catches.
    workers[0].postMessage(null);
    const failed = await call;
    const { results } = await reranker.rerank("rust", documents);
    await reranker.dispose();
    console.log(JSON.stringify({ failed, results: results.length }));
  `);
  expect(result).toEqual({ failed: { code: "worker_failed", retryable: true }, results: 400 });
});

test("small calls are done before what a worker was handed of a large one, the higher priority first", async () => {
  const result = await run(`
    const { createCrossEncoder } = await import(${JSON.stringify(built("scorers/cross-encoder/index.js"))});
    const { reranker } = await createCrossEncoder({ directory: ${JSON.stringify(modelDirectory)}, workers: 1 });
    const [worker] = workers;
    const queries = [];
    const post = worker.postMessage.bind(worker);
    // The first four are handed over together, so that it does not matter how soon this thread gets its turn.
    const held = [];
    worker.postMessage = (message) => {
      if (message.type === "task") queries[message.task] = message.work.query;
      held.push(message);
      if (Object.keys(queries).length >= 4) for (const each of held.splice(0)) post(each);
    };
    const ended = [];
    worker.on("message", ({ task, news }) => news?.type === "done" && ended.push(queries[task]));
    // Two documents to a chunk.
    const large = documents.slice(0, 40).map((text) => text.repeat(4));
    await Promise.all([
      reranker.rerank("large", large),
      reranker.rerank("small", ["iron"]),
      reranker.rerank("urgent", ["rust"], { priority: 1 }),
    ]);
    await reranker.dispose();
    const order = ["urgent", "small"].map((query) => ended.indexOf(query));
    console.log(JSON.stringify({ handed: queries.slice(0, 4), before: ended.slice(0, order[1] + 1), order }));
  `);
  const { handed, before, order } = result as { handed: string[]; before: string[]; order: number[] };
  expect(handed).toEqual(["large", "large", "small", "urgent"]);
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  // Two chunks of the large call were there first; its second is not done yet.
  expect(before.filter((query) => query === "large").length).toBeLessThan(2);
});
