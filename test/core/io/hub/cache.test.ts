import { cp, mkdir, readdir, readFile, readlink, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repositoryCache } from "../../../../packages/core/src/io/hub/cache-layout.ts";
import { readModelDirectory } from "../../../../packages/core/src/io/model-directory.ts";
import { commitOf, hashOf, repositoryOf } from "../../../data/hub-repository.ts";
import { makeTemporaryFolder } from "../../../data/temporary-folder.ts";
import { files, id, makeKit } from "./hub-kit.ts";

const model = files["onnx/model.onnx"] as Buffer;
const modelHash = hashOf("onnx/model.onnx", model);

test("offline: what is there is used, without a request", async () => {
  const { fetch, server, commit } = await makeKit();
  await fetch();
  server.requests.length = 0;
  for (const revision of ["main", commit]) expect((await fetch({ revision }, { isOffline: true })).commit).toBe(commit);
  expect(server.requests).toEqual([]);
});

test("offline: what is not there is an error that says what to stage and where", async () => {
  const { fetch, server, folder } = await makeKit();
  const message = (text: string) => expect.objectContaining({ code: "offline", message: expect.stringContaining(text) });
  await expect(fetch({}, { isOffline: true })).rejects.toEqual(
    message(`\`secondpass models pull ${id}\` and bring ${folder} here`),
  );
  await expect(fetch({ revision: "v2", dtype: "q8" }, { isOffline: true })).rejects.toEqual(message("--revision v2 --dtype q8`"));
  expect(server.requests).toEqual([]);
  await fetch();
  // Cached in full precision only.
  await expect(fetch({ dtype: "q8" }, { isOffline: true })).rejects.toEqual(message("or not all of it"));
  // The list of files knows that this one does not exist at all.
  await expect(fetch({ dtype: "q4" }, { isOffline: true })).rejects.toMatchObject({ code: "model_not_found" });
});

test("offline with a cache that huggingface_hub before 2.0 filled: no list of files, no matter", async () => {
  const { fetch, settings, commit } = await makeKit();
  await fetch();
  await rm(join(repositoryCache(settings.cacheDir, id).folder, "trees"), { recursive: true });
  expect((await fetch({}, { isOffline: true })).modelFile).toBe("onnx/model.onnx");
  await expect(fetch({ dtype: "q8" }, { isOffline: true })).rejects.toMatchObject({ code: "offline" });
  expect((await fetch({ revision: commit }, { endpoint: "http://127.0.0.1:9" })).commit).toBe(commit);
});

test("a Hub that does not answer: the branch as the cache knows it, and a warning", async () => {
  const { fetch, server, commit } = await makeKit();
  await fetch();
  server.fault = () => ({ status: 503 });
  const { commit: found, warnings } = await fetch();
  expect(found).toBe(commit);
  expect(warnings).toEqual([{ code: "hub_unreachable", message: expect.stringMatching(`HTTP 503.*as it was at ${commit}`) }]);
  await expect(fetch({ dtype: "q8" })).rejects.toMatchObject({ code: "download_failed", status: 503 });
});

test("a Hub that refuses is obeyed: access that was taken away is an error, not a stale model", async () => {
  const { fetch, server } = await makeKit();
  await fetch();
  server.fault = () => ({ status: 403, headers: { "x-error-code": "GatedRepo" } });
  await expect(fetch()).rejects.toMatchObject({ code: "access_denied" });
});

test("a branch that moves: the new commit, whose unchanged files are not fetched again; the old one stays", async () => {
  const { fetch, server, commit, folder } = await makeKit();
  await fetch();
  const changed = { ...files, "config.json": Buffer.from('{"changed": true}') };
  const next = commitOf(changed);
  server.repositories[id] = { commits: { [commit]: files, [next]: changed }, refs: { main: next, v1: commit } };
  server.requests.length = 0;
  expect((await fetch()).commit).toBe(next);
  expect(server.requests.filter(({ host }) => host === "storage")).toEqual([]);
  expect(await readFile(join(folder, "snapshots", next, "config.json"), "utf8")).toContain("changed");
  expect((await fetch({ revision: "v1" })).commit).toBe(commit);
  expect((await readdir(join(folder, "refs"))).sort()).toEqual(["main", "v1"]);
});

test("a branch never stands for a commit that is there only in part", async () => {
  const { fetch, server, commit, folder } = await makeKit();
  await fetch();
  const changed = { ...files, "onnx/model.onnx": Buffer.from("new weights") };
  server.repositories[id] = repositoryOf(changed);
  server.fault = ({ host }) => (host === "storage" ? { status: 500 } : undefined);
  expect(await fetch()).toMatchObject({ commit, warnings: [{ code: "hub_unreachable" }] });
  expect(await readFile(join(folder, "refs/main"), "utf8")).toBe(commit);
  expect((await fetch({}, { isOffline: true })).commit).toBe(commit);
});

test("a blob of the wrong size, as a broken copy leaves behind, is replaced", async () => {
  const { fetch, settings } = await makeKit();
  const blob = repositoryCache(settings.cacheDir, id).blob(modelHash);
  await fetch();
  await writeFile(blob, "cut off");
  const { directory } = await fetch();
  expect(await readFile(join(directory, "onnx/model.onnx"))).toEqual(model);
});

test("a beginning that is wrong, or longer than the file, costs a second download and nothing else", async () => {
  for (const beginning of [Buffer.alloc(100, 7), Buffer.alloc(model.length + 5, 7), Buffer.alloc(model.length, 7)]) {
    const { fetch, settings } = await makeKit();
    const partial = repositoryCache(settings.cacheDir, id).partial(modelHash);
    await mkdir(join(partial, ".."), { recursive: true });
    await writeFile(partial, beginning);
    const { directory } = await fetch();
    expect(await readFile(join(directory, "onnx/model.onnx"))).toEqual(model);
    await expect(readFile(partial)).rejects.toThrow("ENOENT");
  }
});

test("a damaged list of files is fetched anew", async () => {
  const { fetch, settings, commit } = await makeKit();
  await fetch();
  await writeFile(repositoryCache(settings.cacheDir, id).tree(commit), '{"format_version": 1, "fil');
  expect((await fetch()).commit).toBe(commit);
});

test("a cache behind symbolic links", async () => {
  const { fetch, settings, commit, folder } = await makeKit();
  const elsewhere = await makeTemporaryFolder();
  await symlink(elsewhere, settings.cacheDir);
  await fetch();
  // A repository that was moved to a larger disk.
  await rename(folder, join(elsewhere, "moved"));
  await symlink(join(elsewhere, "moved"), folder);
  const { directory } = await fetch({ dtype: "q8" });
  expect(await readFile(join(directory, "onnx/model_quantized.onnx"), "utf8")).toBe("quantized weights");
  expect((await fetch({ revision: commit }, { isOffline: true })).commit).toBe(commit);
});

test("no path in a list of files leads out of the cache", async () => {
  const { fetch } = await makeKit(repositoryOf({ ...files, "onnx/../../../../evil.onnx": Buffer.from("x") }));
  await expect(fetch({ file: "onnx/../../../../evil.onnx" })).rejects.toMatchObject({ code: "invalid_config" });
});

test("a snapshot's links are relative, so that the cache can be moved", async () => {
  const { fetch, settings } = await makeKit();
  const { directory } = await fetch();
  expect(await readlink(join(directory, "config.json"))).toMatch(/^\.\.\/\.\.\/blobs\/[0-9a-f]{40}$/);
  const moved = `${settings.cacheDir}-moved`;
  await rename(settings.cacheDir, moved);
  expect((await fetch({}, { cacheDir: moved, isOffline: true })).directory).toContain("-moved");
});

test("a snapshot copied without its links is a model's directory", async () => {
  const { fetch } = await makeKit();
  const { directory } = await fetch();
  const copy = join(await makeTemporaryFolder(), "my-model");
  await cp(directory, copy, { recursive: true, dereference: true });
  expect(await readModelDirectory(copy)).toMatchObject({
    modelFile: join(copy, "onnx/model.onnx"),
    config: { name: "my-model" },
  });
  expect((await readModelDirectory(directory)).config.name).toBe(id);
});
