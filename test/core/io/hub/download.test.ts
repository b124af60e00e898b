import { readFile, readlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repositoryCache } from "../../../../packages/core/src/io/hub/cache-layout.ts";
import type { DownloadProgress } from "../../../../packages/core/src/io/hub/hub-model.ts";
import { hashOf } from "../../../data/hub-repository.ts";
import type { Fault, HubRequestRecord } from "../../../data/hub-server.ts";
import { files, id, makeKit } from "./hub-kit.ts";

const model = files["onnx/model.onnx"] as Buffer;
const isModel = ({ host, url }: HubRequestRecord) => host === "storage" && url.includes(hashOf("onnx/model.onnx", model));

test("a model in the layout of huggingface_hub, no file more than needed", async () => {
  const { fetch, folder, commit, server } = await makeKit();
  const found = await fetch();
  expect(found).toEqual({ directory: join(folder, "snapshots", commit), modelFile: "onnx/model.onnx", commit, warnings: [] });
  for (const [path, content] of Object.entries(files)) {
    const file = join(found.directory, path);
    if (["README.md", "onnx/model_quantized.onnx"].includes(path)) await expect(readFile(file)).rejects.toThrow("ENOENT");
    else expect(await readFile(file)).toEqual(content);
  }
  const hash = hashOf("onnx/model.onnx", model);
  expect(await readlink(join(found.directory, "onnx/model.onnx"))).toBe(join("../../../blobs", hash));
  expect(await readFile(join(folder, "refs/main"), "utf8")).toBe(commit);
  expect(JSON.parse(await readFile(join(folder, "trees", `${commit}.json`), "utf8")).files["onnx/model.onnx"]).toMatchObject({
    size: model.length,
    lfs_sha256: hash,
  });
  const asked = server.requests.map(({ url }) => url).filter((url) => url.includes("/resolve/"));
  expect(asked.filter((url) => !url.includes("/main/")).every((url) => url.includes(commit))).toBe(true);
});

test("progress counts the bytes of all files, and never back", async () => {
  const { fetch } = await makeKit();
  const seen: DownloadProgress[] = [];
  await fetch({ onDownload: (progress) => seen.push(progress) });
  const last = seen.at(-1) as DownloadProgress;
  expect(last).toMatchObject({ id, file: "onnx/model.onnx", receivedBytes: last.totalBytes });
  expect(seen.map(({ receivedBytes }) => receivedBytes)).toEqual(
    seen.map(({ receivedBytes }) => receivedBytes).sort((a, b) => a - b),
  );
});

test("a callback that throws ends the download with its own error, and the next one goes on", async () => {
  const { fetch } = await makeKit();
  const failing = fetch({
    onDownload: ({ file }) => {
      if (file === "onnx/model.onnx") throw new Error("enough");
    },
  });
  await expect(failing).rejects.toThrow("enough");
  expect((await fetch()).modelFile).toBe("onnx/model.onnx");
});

test("what is there is not fetched again: one question for a branch, none for a commit", async () => {
  const { fetch, server, commit } = await makeKit();
  await fetch();
  server.requests.length = 0;
  await fetch();
  expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([`HEAD /${id}/resolve/main/config.json`]);
  server.requests.length = 0;
  expect((await fetch({ revision: commit })).commit).toBe(commit);
  expect(server.requests).toEqual([]);
});

test("another dtype of the same commit adds only its own file", async () => {
  const { fetch, server } = await makeKit();
  await fetch();
  server.requests.length = 0;
  expect((await fetch({ dtype: "q8" })).modelFile).toBe("onnx/model_quantized.onnx");
  expect(server.requests.filter(({ host }) => host === "storage")).toHaveLength(1);
});

test("a connection that drops at any byte: the download goes on from there", async () => {
  for (const cut of [0, 1, 2, 100, model.length - 1]) {
    const { fetch, server } = await makeKit();
    let drops = 1;
    server.fault = (request) => (isModel(request) && drops-- > 0 ? { dropAfter: cut } : undefined);
    const { directory } = await fetch();
    expect(await readFile(join(directory, "onnx/model.onnx"))).toEqual(model);
    const ranges = server.requests.filter(isModel).map(({ range }) => range);
    expect(ranges).toEqual([undefined, cut === 0 ? undefined : `bytes=${cut}-`]);
  }
});

test("a connection that drops after every byte gets there, as long as each try brings something", async () => {
  const { fetch, server } = await makeKit();
  server.fault = (request) => (isModel(request) ? { dropAfter: 10 } : undefined);
  const { directory } = await fetch();
  expect(await readFile(join(directory, "onnx/model.onnx"))).toEqual(model);
  expect(server.requests.filter(isModel)).toHaveLength(30);
});

test("a connection that always drops at once is given up, and the next call goes on with what came before", async () => {
  const { fetch, server } = await makeKit();
  server.fault = (request) => (isModel(request) ? { dropAfter: request.range ? 0 : 50 } : undefined);
  await expect(fetch()).rejects.toMatchObject({
    code: "download_failed",
    retryable: true,
    message: /onnx\/model\.onnx: .*HF_HUB_OFFLINE/,
  });
  server.fault = () => undefined;
  server.requests.length = 0;
  await fetch();
  expect(server.requests.filter(isModel).map(({ range }) => range)).toEqual(["bytes=50-"]);
});

test("a list of files that drops is asked for again", async () => {
  const { fetch, server } = await makeKit();
  let faults = 2;
  server.fault = ({ url }) => (url.includes("/tree/") && faults-- > 0 ? { status: 200, body: '[{"type": "fi' } : undefined);
  expect((await fetch()).modelFile).toBe("onnx/model.onnx");
});

test.each<[string, Fault]>([
  ["a server that ignores ranges: from the beginning, without doubling", { ignoreRange: true }],
  ["a range that cannot be satisfied: from the beginning", { status: 416 }],
])("%s", async (_, fault) => {
  const { fetch, server } = await makeKit();
  let tries = 0;
  server.fault = (request) => {
    if (!isModel(request)) return undefined;
    tries++;
    return tries === 1 ? { dropAfter: 100 } : tries === 2 ? fault : undefined;
  };
  const { directory } = await fetch();
  expect(await readFile(join(directory, "onnx/model.onnx"))).toEqual(model);
});

test("a server that falls silent is given up after the timeout, and asked again", async () => {
  const { fetch, server } = await makeKit();
  let stalls = 1;
  server.fault = (request) => (isModel(request) && stalls-- > 0 ? { stallAfter: 20 } : undefined);
  const { directory } = await fetch({}, { timeoutMs: 200 });
  expect(await readFile(join(directory, "onnx/model.onnx"))).toEqual(model);
  expect(server.requests.filter(isModel)[1]?.range).toBe("bytes=20-");
});

test.each<[string, Uint8Array]>([
  ["of the same length", Buffer.alloc(model.length, 1)],
  ["longer than announced", Buffer.concat([model, Buffer.from("more")])],
])("wrong content %s is not kept, and nothing stands for it", async (_, content) => {
  const { fetch, server, settings } = await makeKit();
  server.fault = (request) => (isModel(request) ? { content } : undefined);
  await expect(fetch()).rejects.toMatchObject({ code: "hash_mismatch", retryable: false, message: /onnx\/model\.onnx/ });
  const cache = repositoryCache(settings.cacheDir, id);
  await expect(readFile(cache.blob(hashOf("onnx/model.onnx", model)))).rejects.toThrow("ENOENT");
  await expect(readFile(cache.ref("main"))).rejects.toThrow("ENOENT");
  server.fault = () => undefined;
  expect((await fetch()).modelFile).toBe("onnx/model.onnx");
});

test("wrong content of a small file as well, by git's hash", async () => {
  const { fetch, server } = await makeKit();
  server.fault = ({ url, method }) =>
    method === "GET" && url.endsWith("/tokenizer.json") ? { content: Buffer.from('{"model": []}') } : undefined;
  await expect(fetch()).rejects.toMatchObject({ code: "hash_mismatch", message: /tokenizer\.json/ });
});
