import { readdir, readFile, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { withFileLock } from "../../../../packages/core/src/io/hub/file-lock.ts";
import { hubEnvironment } from "../../../data/hub-environment.ts";
import { hashOf, repositoryOf } from "../../../data/hub-repository.ts";
import { type HubRequestRecord, startHubServer } from "../../../data/hub-server.ts";
import { makeTemporaryFolder } from "../../../data/temporary-folder.ts";
import { files, id } from "./hub-kit.ts";
import { pullInChild } from "./pull-in-child.ts";

const weights = Buffer.alloc(1 << 20, "some weights ");
const hash = hashOf("onnx/model.onnx", weights);
const isWeights = ({ host, url }: HubRequestRecord) => host === "storage" && url.includes(hash);
const folderOf = (environment: Record<string, string>) => join(environment.HF_HOME as string, "hub/models--org--tiny");

async function makeServer() {
  const server = await startHubServer({ [id]: repositoryOf({ ...files, "onnx/model.onnx": weights }) });
  return { server, environment: await hubEnvironment(server) };
}

test("two processes at once: one download, both have the model", async () => {
  const { server, environment } = await makeServer();
  const results = await Promise.all([pullInChild(id, environment).done, pullInChild(id, environment).done]);
  expect(results[0]).toMatchObject({ model: { id, file: "onnx/model.onnx" } });
  expect(results[1]).toEqual(results[0]);
  expect(server.requests.filter(isWeights)).toHaveLength(1);
  expect((await readFile(join(results[0]?.directory as string, "onnx/model.onnx"))).equals(weights)).toBe(true);
  const left = (await readdir(join(folderOf(environment), ".."), { recursive: true })).filter((name) =>
    /\.(lock|tmp|incomplete)$/.test(name),
  );
  expect(left).toEqual([]);
});

test("killed in the middle: nothing half-done in its place, and the next process goes on at once from there", async () => {
  const { server, environment } = await makeServer();
  const half = weights.length / 2;
  server.fault = (request) => (isWeights(request) ? { stallAfter: half } : undefined);
  const child = pullInChild(id, environment);
  const partial = join(folderOf(environment), "blobs", `${hash}.secondpass.incomplete`);
  await vi.waitFor(async () => expect((await stat(partial)).size).toBe(half), 10_000);
  child.kill();
  expect(await child.done).toBeUndefined();
  server.fault = () => undefined;
  await expect(readdir(join(folderOf(environment), "refs"))).rejects.toThrow("ENOENT");
  server.requests.length = 0;
  const startedAt = performance.now();
  const result = await pullInChild(id, environment).done;
  expect((await readFile(join(result?.directory as string, "onnx/model.onnx"))).equals(weights)).toBe(true);
  expect(server.requests.filter(isWeights).map(({ range }) => range)).toEqual([`bytes=${half}-`]);
  // The dead process's lock is seen to be one: a lock that might be alive is waited for 30 s.
  expect(performance.now() - startedAt).toBeLessThan(25_000);
});

const times = { beatMs: 20, staleMs: 200, pollMs: 10 };

test("a lock is held by one at a time, also within a process", async () => {
  const file = join(await makeTemporaryFolder(), "a.lock");
  let inside = 0;
  let most = 0;
  const work = () =>
    withFileLock(
      file,
      async () => {
        most = Math.max(most, ++inside);
        await new Promise((resolve) => setTimeout(resolve, 30));
        inside--;
      },
      times,
    );
  await Promise.all([work(), work(), work(), work()]);
  expect(most).toBe(1);
  await expect(stat(file)).rejects.toThrow("ENOENT");
});

test("a lock is released when the work fails", async () => {
  const file = join(await makeTemporaryFolder(), "a.lock");
  await expect(withFileLock(file, () => Promise.reject(new Error("failed")), times)).rejects.toThrow("failed");
  expect(await withFileLock(file, async () => "again", times)).toBe("again");
});

test.each([
  ["a process that is gone", JSON.stringify({ pid: 2 ** 22 + 1, host: hostname() }), 0],
  ["a machine that gives no sign of life", JSON.stringify({ pid: 1, host: "another" }), 60_000],
  ["nobody who can be told, long ago", "", 60_000],
])("a lock of %s does not last", async (_, content, ageMs) => {
  const file = join(await makeTemporaryFolder(), "a.lock");
  await writeFile(file, content);
  const then = new Date(Date.now() - ageMs);
  await utimes(file, then, then);
  expect(await withFileLock(file, async () => "mine", { ...times, staleMs: 30_000 })).toBe("mine");
});

test("a lock of another machine lasts as long as it gives signs of life", async () => {
  const file = join(await makeTemporaryFolder(), "a.lock");
  await writeFile(file, JSON.stringify({ pid: 1, host: "another" }));
  const startedAt = performance.now();
  await withFileLock(file, async () => undefined, times);
  expect(performance.now() - startedAt).toBeGreaterThan(150);
});
