import { join } from "node:path";
import { createPipeline, createReranker, type RerankerInput } from "secondpass";
import { createRerankerHandle } from "secondpass/adapter";
import { expect, test } from "vitest";
import { fillModelFolder, makeModelFolder } from "../../data/model-folder.ts";
import { makeTemporaryFolder } from "../../data/temporary-folder.ts";

test("nothing is made, and nothing refused, before it is needed", async () => {
  const handle = createRerankerHandle("locla");
  await expect(handle.get()).rejects.toMatchObject({ code: "unknown_provider" });
});

test("the same reranker for every call, also for those that come at once", async () => {
  const handle = createRerankerHandle("lexical");
  const [first, second] = await Promise.all([handle.get(), handle.get()]);
  expect(second).toBe(first);
  expect(await handle.get()).toBe(first);
});

test("what failed is tried again", async () => {
  const model = join(await makeTemporaryFolder(), "later");
  const handle = createRerankerHandle({ local: { model } });
  const failures = await Promise.allSettled([handle.get(), handle.get()]);
  expect(failures.map((failure) => failure.status === "rejected" && failure.reason.code)).toEqual([
    "model_not_found",
    "model_not_found",
  ]);
  await fillModelFolder(model);
  expect((await handle.get()).id).toBe("local:later");
  await handle.dispose();
});

test("it disposes what it made", async () => {
  const handle = createRerankerHandle({ local: { model: await makeModelFolder() } });
  const reranker = await handle.get();
  await handle.dispose();
  await expect(reranker.rerank("query", ["a"])).rejects.toMatchObject({ code: "disposed" });
});

test("it ends what it is still making", async () => {
  const handle = createRerankerHandle({ local: { model: await makeModelFolder() } });
  const making = expect(handle.get()).rejects.toMatchObject({ code: "disposed" });
  await handle.dispose();
  await making;
});

test("it leaves alone what was handed in", async () => {
  const reranker = await createReranker("lexical");
  const handle = createRerankerHandle(reranker);
  expect(await handle.get()).toBe(reranker);
  await handle.dispose();
  expect((await reranker.rerank("query", ["a"])).results).toHaveLength(1);
});

test("to dispose one that made nothing, or could not, is nothing", async () => {
  await expect(createRerankerHandle("lexical").dispose()).resolves.toBeUndefined();
  const failing = createRerankerHandle("locla" as RerankerInput);
  await expect(failing.get()).rejects.toMatchObject({ code: "unknown_provider" });
  await expect(failing.dispose()).resolves.toBeUndefined();
});

test("after dispose it makes nothing more, whether or not it had made something", async () => {
  const used = createRerankerHandle("lexical");
  await used.get();
  const unused = createRerankerHandle("lexical");
  for (const handle of [used, unused]) {
    await handle.dispose();
    await expect(handle.get()).rejects.toMatchObject({ code: "disposed" });
    await expect(handle.rerank("query", ["a"])).rejects.toMatchObject({ code: "disposed" });
  }
});

test("the steps of a pipeline are taken, and known before anything is made", async () => {
  const handle = createRerankerHandle({ lexical: {}, fuse: { k: 10 }, dedupe: true, arrange: "reverse" });
  expect(await handle.steps()).toMatchObject({ fuse: { k: 10 }, arrange: "reverse" });
  const { results, dropped } = await handle.rerank("rust", ["iron", "rust", "rust"]);
  expect(results.map(({ index, rank }) => [index, rank])).toEqual([
    [0, 2],
    [1, 1],
  ]);
  expect(dropped).toEqual([{ index: 2, reason: "duplicate", duplicateOf: 1 }]);
  await handle.dispose();
});

test("a pipeline that was handed in is used and left alone", async () => {
  const pass = await createPipeline({ lexical: {}, arrange: "reverse" });
  const handle = createRerankerHandle(pass);
  expect(await handle.get()).toBe(pass.reranker);
  await handle.rerank("rust", ["iron", "rust"]);
  await handle.dispose();
  expect((await pass.run("rust", ["rust"])).results).toHaveLength(1);
});

test("a configuration that is wrong is told at every call", async () => {
  const handle = createRerankerHandle({ lexical: {}, arrange: "best" } as never);
  for (let call = 0; call < 2; call++) {
    await expect(handle.rerank("rust", ["iron"])).rejects.toMatchObject({ code: "invalid_config" });
  }
});
