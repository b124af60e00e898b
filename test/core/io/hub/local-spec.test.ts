import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createReranker, type Ranking, type Reranker } from "secondpass";
import type { DownloadProgress } from "secondpass/models";
import { expect, onTestFinished, test, vi } from "vitest";
import { externalOnnx } from "../../../data/external-onnx.ts";
import { stubHubEnvironment } from "../../../data/hub-environment.ts";
import { miniFiles, repositoryOf } from "../../../data/hub-repository.ts";
import { startHubServer } from "../../../data/hub-server.ts";
import { fillModelFolder } from "../../../data/model-folder.ts";
import { makeTemporaryFolder } from "../../../data/temporary-folder.ts";

const minilm = "cross-encoder/ms-marco-MiniLM-L6-v2";
const documents = ["The weather in Paris is mild.", "Iron oxide is called rust.", "Install Rust with rustup."];

async function make(config: Parameters<typeof createReranker>[0]): Promise<Reranker> {
  const reranker = await createReranker(config);
  onTestFinished(() => reranker.dispose());
  return reranker;
}

const rank = (reranker: Reranker): Promise<Ranking> => reranker.rerank("how do I install rust", documents);

test("local:organisation/name downloads a model that ranks, and pins its commit in the receipt", async () => {
  const repository = repositoryOf(await miniFiles("onnx/model.onnx"));
  const server = await startHubServer({ [minilm]: repository });
  await stubHubEnvironment(server);
  const reranker = await make(`local:${minilm}`);
  expect(reranker.id).toBe(`local:${minilm}`);
  const { results, receipt } = await rank(reranker);
  expect(results[0]?.document).toBe(documents[2]);
  const revision = repository.refs.main as string;
  expect(receipt).toMatchObject({
    servedBy: `local:${minilm}`,
    model: { id: minilm, revision, file: "onnx/model.onnx" },
    warnings: [],
  });
  // The receipt's revision is all that is needed to have the same model again, without network.
  await server.stop();
  const again = await make(`local:${minilm}@${revision}`);
  expect((await rank(again)).results.map(({ score }) => score)).toEqual(results.map(({ score }) => score));
});

test("options: revision, dtype, file, cacheDir, onDownload", async () => {
  const repository = repositoryOf(await miniFiles("onnx/model.onnx", "onnx/model_quantized.onnx", "onnx/odd.onnx"));
  repository.refs = { "v1.0": repository.refs.main as string };
  const server = await startHubServer({ "org/mini": repository });
  await stubHubEnvironment(server);
  const cacheDir = await makeTemporaryFolder();
  const seen: DownloadProgress[] = [];
  const onDownload = (progress: DownloadProgress) => seen.push(progress);
  const local = { model: "org/mini", revision: "v1.0", cacheDir, onDownload };
  const file = async (more: object) => (await rank(await make({ local: { ...local, ...more } }))).receipt.model?.file;
  expect(await file({ dtype: "q8" })).toBe("onnx/model_quantized.onnx");
  expect(await file({ dtype: "q8", file: "onnx/odd.onnx" })).toBe("onnx/odd.onnx");
  expect(seen.at(-1)).toMatchObject({ id: "org/mini", file: "onnx/odd.onnx" });
  expect(seen.filter(({ receivedBytes, totalBytes }) => receivedBytes > totalBytes)).toEqual([]);
});

test("a non-commercial licence is a warning, once for each reranker", async () => {
  const id = "jinaai/jina-reranker-v2-base-multilingual";
  await stubHubEnvironment(await startHubServer({ [id]: repositoryOf(await miniFiles("onnx/model.onnx")) }));
  const reranker = await make(`local:${id}`);
  const message = `the licence of ${id}, cc-by-nc-4.0, does not allow commercial use`;
  expect((await rank(reranker)).receipt.warnings).toEqual([{ code: "non_commercial_licence", message }]);
  expect((await rank(reranker)).receipt.warnings).toEqual([]);
});

test("files of a known model come from the repository that has its export", async () => {
  const repository = "onnx-community/gte-multilingual-reranker-base";
  await stubHubEnvironment(await startHubServer({ [repository]: repositoryOf(await miniFiles("onnx/model_int8.onnx")) }));
  const reranker = await make({ local: { model: "Alibaba-NLP/gte-multilingual-reranker-base", dtype: "int8" } });
  expect((await rank(reranker)).receipt.model).toMatchObject({ id: repository, file: "onnx/model_int8.onnx" });
});

test.each([
  ["jinaai/jina-reranker-v3", "not a cross-encoder: it reads all documents in one input"],
  ["cross-encoder/ettin-reranker-32m-v1", "its onnx/model.onnx ends before the scoring head"],
])("%s is refused before anything is downloaded, and says why", async (model, why) => {
  const server = await startHubServer({});
  await stubHubEnvironment(server);
  await expect(make(`local:${model}`)).rejects.toMatchObject({ code: "invalid_model", message: expect.stringContaining(why) });
  expect(server.requests).toEqual([]);
});

test("weights beside the graph, as links into the cache: the engine finds them", async () => {
  const { graph, data } = externalOnnx("model.onnx_data", 24896);
  // A graph that adds up token ids knows nothing of relevance.
  const own = Buffer.from('{ "trust": "off" }');
  const files = { ...(await miniFiles()), "model.json": own, "onnx/model.onnx": graph, "onnx/model.onnx_data": data };
  await stubHubEnvironment(await startHubServer({ "org/external": repositoryOf(files) }));
  const { results } = await rank(await make("local:org/external"));
  expect(results.map(({ score }) => score)).toEqual(results.map(() => expect.any(Number)));
});

test("a directory that exists is a directory, also where its path could be a name on the Hub", async () => {
  const server = await startHubServer({});
  await stubHubEnvironment(server);
  const root = await makeTemporaryFolder();
  await fillModelFolder(join(root, "org/tiny"));
  const before = process.cwd();
  process.chdir(root);
  onTestFinished(() => process.chdir(before));
  for (const model of ["org/tiny", "./org/tiny", join(root, "org/tiny")]) {
    const reranker = await make(`local:${model}`);
    expect(reranker.id).toBe("local:tiny");
    expect((await rank(reranker)).receipt.model).toBeUndefined();
  }
  expect(server.requests).toEqual([]);
});

test("~ is the home folder, and a directory knows dtypes as well", async () => {
  const home = await makeTemporaryFolder();
  await stubHubEnvironment(undefined, { HOME: home });
  await mkdir(join(home, "models"));
  await fillModelFolder(join(home, "models/tiny"), { "onnx/model_int8.onnx": "no graph" });
  expect((await make("local:~/models/tiny")).id).toBe("local:tiny");
  await expect(make({ local: { model: "~/models/tiny", dtype: "int8" } })).rejects.toThrow(
    /onnx\/model_int8\.onnx cannot be loaded/,
  );
  await expect(make({ local: { model: "~/models/tiny", dtype: "q4" } })).rejects.toThrow(
    /no ONNX file for dtype q4.*: model\.onnx, onnx/,
  );
});

test.each<[string, Parameters<typeof createReranker>[0], string, RegExp]>([
  [
    "neither a directory nor a name",
    "local:models/of/mine",
    "invalid_config",
    /neither a directory nor a model's name.*\.\/directory/,
  ],
  [
    "a path that leads nowhere",
    "local:./missing",
    "model_not_found",
    /no model directory at \.\/missing.*local:<organisation\/name>/,
  ],
  ["an absolute path that leads nowhere", "local:/missing/model", "model_not_found", /no model directory at \/missing\/model/],
  ["a drive's letter", "local:C:\\models\\mine", "model_not_found", /no model directory/],
  ["a revision that is none", "local:org/name@../main", "invalid_config", /"\.\.\/main" is not a revision/],
  ["two revisions", { local: { model: "org/name@v1", revision: "v2" } }, "invalid_config", /v1.*v2 contradict each other/],
  ["a revision of a directory", { local: { model: "./x", revision: "v1" } }, "invalid_config", /v1 is of no use for \.\/x/],
  ["a revision of the bundled model", { local: { revision: "v1" } }, "invalid_config", /of no use for the bundled model/],
  ["no such dtype", { local: { dtype: "int4" as "int8" } }, "invalid_config", /local\.dtype.*"int4".*fp32 \| fp16/],
  ["a callback that is none", { local: { onDownload: "x" as never } }, "invalid_config", /local\.onDownload/],
  ["nobody listens", "local:org/name", "download_failed", /no connection to .*; without network set HF_HUB_OFFLINE=1/],
])(
  "%s: says so",
  async (_, config, code, message) => {
    await stubHubEnvironment();
    await expect(make(config)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  },
  20_000,
);

test("HF_HUB_OFFLINE and HF_TOKEN are honoured", async () => {
  const server = await startHubServer({ "org/mini": repositoryOf(await miniFiles("model.onnx")) });
  await stubHubEnvironment(server, { HF_HUB_OFFLINE: "1", HF_TOKEN: "hf_mine" });
  await expect(make("local:org/mini")).rejects.toMatchObject({ code: "offline" });
  expect(server.requests).toEqual([]);
  vi.stubEnv("HF_HUB_OFFLINE", "0");
  await make("local:org/mini");
  expect(server.requests.find(({ host }) => host === "hub")?.authorization).toBe("Bearer hf_mine");
});

test("a model.json in the repository says what its configuration does not", async () => {
  const own = Buffer.from(JSON.stringify({ name: "house-model", blend: 0.5, maxTokens: 64 }));
  const files = { ...(await miniFiles("model.onnx")), "model.json": own };
  await stubHubEnvironment(await startHubServer({ "org/own": repositoryOf(files) }));
  const reranker = await make("local:org/own");
  expect(reranker).toMatchObject({ id: "local:house-model", supports: { maxTokens: 64 } });
  expect((await rank(reranker)).receipt).toMatchObject({ blend: { weight: 0.5 }, model: { id: "org/own" } });
});

test("a file that is no model is an error that names it", async () => {
  const files = { ...(await miniFiles()), "onnx/model.onnx": Buffer.from("git-lfs pointer") };
  await stubHubEnvironment(await startHubServer({ "org/broken": repositoryOf(files) }));
  await expect(make("local:org/broken")).rejects.toMatchObject({
    code: "invalid_model",
    message: /onnx\/model\.onnx cannot be loaded/,
  });
});
