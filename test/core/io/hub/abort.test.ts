import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { createReranker } from "secondpass";
import { createRerankerHandle } from "secondpass/adapter";
import { expect, onTestFinished, test, vi } from "vitest";
import { stubHubEnvironment } from "../../../data/hub-environment.ts";
import { hashOf, miniFiles, repositoryOf } from "../../../data/hub-repository.ts";
import { type Fault, type HubRequestRecord, type HubServer, startHubServer } from "../../../data/hub-server.ts";
import { files, id, makeKit } from "./hub-kit.ts";

const model = files["onnx/model.onnx"] as Buffer;
const isModel = ({ host, url }: HubRequestRecord) => host === "storage" && url.includes(hashOf("onnx/model.onnx", model));
const reason = new Error("no longer wanted");

/** Settles when the server has been asked for something. */
function whenAsked(server: HubServer, isIt: (request: HubRequestRecord) => boolean, fault: Fault): Promise<void> {
  return new Promise((resolve) => {
    server.fault = (request) => {
      if (!isIt(request)) return undefined;
      resolve();
      return fault;
    };
  });
}

const left = async (cacheDir: string) =>
  (await readdir(cacheDir, { recursive: true }).catch(() => [])).filter((name) => /\.(lock|tmp)$/.test(name));

test("an abort in the middle of a file: the signal's reason, no lock left, and the next call goes on from there", async () => {
  const { fetch, server, folder, settings } = await makeKit();
  server.fault = (request) => (isModel(request) ? { stallAfter: 100 } : undefined);
  const controller = new AbortController();
  const call = fetch({ signal: controller.signal }, { timeoutMs: 600_000 });
  const partial = join(folder, "blobs", `${hashOf("onnx/model.onnx", model)}.secondpass.incomplete`);
  const caught = expect(call).rejects.toBe(reason);
  await vi.waitFor(async () => expect((await stat(partial)).size).toBe(100));
  controller.abort(reason);
  await caught;
  expect(await left(settings.cacheDir)).toEqual([]);
  expect(await readFile(partial)).toEqual(model.subarray(0, 100));
  server.requests.length = 0;
  server.fault = () => undefined;
  const { directory } = await fetch();
  expect(await readFile(join(directory, "onnx/model.onnx"))).toEqual(model);
  expect(server.requests.filter(isModel).map(({ range }) => range)).toEqual(["bytes=100-"]);
});

test.each<[string, (request: HubRequestRecord) => boolean, Fault]>([
  ["while the branch is asked for", ({ method }) => method === "HEAD", { status: 503 }],
  ["while files are listed", ({ url }) => url.includes("/tree/"), { stallAfter: 5 }],
  ["while a server that is overloaded is left alone", isModel, { status: 429, headers: { "retry-after": "50" } }],
  ["while nothing comes", isModel, { stallAfter: 0 }],
])("an abort %s ends it at once and asks no more", async (_, isIt, fault) => {
  const { fetch, server, settings } = await makeKit();
  const asked = whenAsked(server, isIt, fault);
  const controller = new AbortController();
  // Patience that no test has: only the abort can end this.
  const call = fetch({ signal: controller.signal }, { timeoutMs: 600_000, retryDelayMs: 50_000 });
  const caught = expect(call).rejects.toBe(reason);
  await asked;
  controller.abort(reason);
  await caught;
  expect(server.requests.filter(isIt)).toHaveLength(1);
  expect(await left(settings.cacheDir)).toEqual([]);
});

test("an abort while another holds the lock leaves that one alone", async () => {
  const { fetch, server } = await makeKit();
  const asked = whenAsked(server, isModel, { stallAfter: 100 });
  const [holder, waiter] = [new AbortController(), new AbortController()];
  const settings = { timeoutMs: 600_000 };
  const held = fetch({ signal: holder.signal }, settings).catch((error) => error);
  await asked;
  const waiting = fetch({ signal: waiter.signal }, settings).catch((error) => error);
  waiter.abort(reason);
  expect(await waiting).toBe(reason);
  expect(server.requests.filter(isModel)).toHaveLength(1);
  holder.abort("enough");
  expect(await held).toBe("enough");
});

test.each([
  ["a retryable error", Object.assign(new Error("again"), { name: "RerankError", retryable: true, code: "download_failed" })],
  ["no error at all", null],
  ["an error of the file system", Object.assign(new Error("full"), { code: "ENOSPC", syscall: "write" })],
])("the reason is handed on as it is: %s", async (_, odd) => {
  const { fetch, server } = await makeKit();
  await fetch();
  const asked = whenAsked(server, ({ method }) => method === "HEAD", { status: 503 });
  const controller = new AbortController();
  const call = fetch({ signal: controller.signal }, { retryDelayMs: 50_000 }).then(
    () => "came",
    (error) => ({ error }),
  );
  await asked;
  controller.abort(odd);
  const cached = await call;
  expect(cached).toEqual({ error: odd });
});

test("one that has aborted before asks nobody, also for what is there", async () => {
  const { fetch, server } = await makeKit();
  await fetch();
  server.requests.length = 0;
  await expect(fetch({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  expect(server.requests).toEqual([]);
});

/** A model on the Hub whose weights stop on their way, and a hand on the tap. */
async function makeSlowHub() {
  const server = await startHubServer({ [id]: repositoryOf(await miniFiles("onnx/model.onnx")) });
  const cacheDir = await stubHubEnvironment(server, { HF_HUB_DOWNLOAD_TIMEOUT: "600" });
  const isWeights = ({ host }: HubRequestRecord) => host === "storage";
  const asked = whenAsked(server, isWeights, { stallAfter: 1000 });
  const partial = async () =>
    (await readdir(join(cacheDir, "models--org--tiny/blobs"))).filter((name) => /incomplete/.test(name));
  return { server, cacheDir, asked, partial, isWeights };
}

test("createReranker: the signal reaches the download, and the next one goes on", async () => {
  const { server, cacheDir, asked, partial } = await makeSlowHub();
  const controller = new AbortController();
  const call = createReranker(`local:${id}`, { signal: controller.signal });
  const caught = expect(call).rejects.toBe(reason);
  await asked;
  controller.abort(reason);
  await caught;
  expect(await partial()).toHaveLength(1);
  expect(await left(cacheDir)).toEqual([]);
  server.fault = () => undefined;
  await using reranker = await createReranker(`local:${id}`, { signal: new AbortController().signal });
  expect(reranker.id).toBe(`local:${id}`);
});

test("createReranker: an abort while the model is loading", async () => {
  const controller = new AbortController();
  const call = createReranker("local", { signal: controller.signal });
  setImmediate(() => controller.abort(reason));
  await expect(call).rejects.toBe(reason);
});

test("createReranker: a download is reported to onDownload, unless the configuration has its own", async () => {
  await stubHubEnvironment(await startHubServer({ [id]: repositoryOf(await miniFiles("onnx/model.onnx")) }));
  const own = vi.fn();
  const given = vi.fn();
  await (await createReranker({ local: { model: id, onDownload: own } }, { onDownload: given })).dispose();
  expect(own).toHaveBeenCalled();
  expect(given).not.toHaveBeenCalled();
  await stubHubEnvironment(await startHubServer({ [id]: repositoryOf(await miniFiles("onnx/model.onnx")) }));
  await (await createReranker(`local:${id}`, { onDownload: given })).dispose();
  expect(given).toHaveBeenCalledWith(expect.objectContaining({ id, file: "onnx/model.onnx" }));
});

test("a handle: one of two calls aborts, the other still gets its ranking", async () => {
  const { server, asked, isWeights } = await makeSlowHub();
  const handle = createRerankerHandle(`local:${id}`);
  onTestFinished(() => handle.dispose());
  const controller = new AbortController();
  const gone = handle.rerank("rust", ["a", "b"], { signal: controller.signal });
  const caught = expect(gone).rejects.toBe(reason);
  const other = handle.rerank("rust", ["a", "b"], { signal: new AbortController().signal });
  await asked;
  controller.abort(reason);
  await caught;
  // The connection that is open drops; the download goes on by itself.
  server.fault = () => undefined;
  server.drop();
  expect((await other).receipt.reranked).toBe(true);
  expect(server.requests.filter(isWeights)).toHaveLength(2);
});

test("a handle: when all its calls have aborted the download ends, and the next call begins anew", async () => {
  const { server, asked, partial, cacheDir } = await makeSlowHub();
  const handle = createRerankerHandle(`local:${id}`);
  onTestFinished(() => handle.dispose());
  const controller = new AbortController();
  const calls = [1, 2].map(() => handle.rerank("rust", ["a", "b"], {}, [controller.signal]).catch((error) => error));
  await asked;
  controller.abort(reason);
  expect(await Promise.all(calls)).toEqual([reason, reason]);
  server.fault = () => undefined;
  expect((await handle.rerank("rust", ["a", "b"])).receipt.reranked).toBe(true);
  expect(await partial()).toEqual([]);
  expect(await left(cacheDir)).toEqual([]);
});

test("a handle: dispose ends a download", async () => {
  const { asked, partial } = await makeSlowHub();
  const handle = createRerankerHandle(`local:${id}`);
  const call = expect(handle.rerank("rust", ["a"])).rejects.toMatchObject({ code: "disposed" });
  await asked;
  await handle.dispose();
  await call;
  expect(await partial()).toHaveLength(1);
});
