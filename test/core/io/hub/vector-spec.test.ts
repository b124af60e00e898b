import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { createReranker, type RerankerConfig } from "secondpass";
import { pullModel } from "secondpass/models";
import { expect, test } from "vitest";
import { stubHubEnvironment } from "../../../data/hub-environment.ts";
import { miniFiles, repositoryOf } from "../../../data/hub-repository.ts";
import { startHubServer } from "../../../data/hub-server.ts";
import { type TokenGraphOptions, tokenizerWithMarkers, tokenModelFiles } from "../../../data/token-model.ts";

const documents = ["The weather in Paris is mild.", "Install Rust with rustup.", "Iron oxide is called rust."];

/** A model's files as bytes, its graph under the name that the repository has for it. */
async function filesOf(modelFile: string, graph: TokenGraphOptions, more: Record<string, unknown> = {}) {
  const { "model.onnx": model, ...files } = await tokenModelFiles(graph);
  const all = {
    ...files,
    "tokenizer_config.json": (await miniFiles())["tokenizer_config.json"],
    [modelFile]: model,
    "model.json": { trust: "off" },
    ...more,
  };
  return Object.fromEntries(
    Object.entries(all).map(([name, content]) => [
      name,
      content instanceof Uint8Array ? content : Buffer.from(JSON.stringify(content)),
    ]),
  );
}

async function serve(id: string, files: Record<string, Uint8Array>) {
  const repository = repositoryOf(files);
  const server = await startHubServer({ [id]: repository });
  const cacheDir = await stubHubEnvironment(server);
  return { server, cacheDir, commit: repository.refs.main as string };
}

const rank = async (config: RerankerConfig) => {
  await using reranker = await createReranker(config);
  const { receipt } = await reranker.rerank("install rust", documents);
  return { reranker, receipt };
};

test("lateInteraction:organisation/name: the graph, and the files that say how it reads, pinned in the receipt", async () => {
  const id = "colbert-ir/colbertv2.0";
  const more = { "artifact.metadata": { doc_maxlen: 100, dim: 128 }, "README.md": {}, "pytorch_model.bin": {} };
  const { server, cacheDir, commit } = await serve(id, await filesOf("model.onnx", { dimensions: 128 }, more));
  const { reranker, receipt } = await rank(`lateInteraction:${id}`);
  expect(reranker.id).toBe(`lateInteraction:${id}`);
  expect(receipt).toMatchObject({ model: { id, revision: commit, file: "model.onnx" }, warnings: [] });
  // Its own files say 100, what is known of it 180; that goes first.
  expect(reranker.supports.maxTokens).toBe(180);
  const snapshot = join(cacheDir, "models--colbert-ir--colbertv2.0/snapshots", commit);
  expect((await readdir(snapshot)).sort()).toEqual([
    "artifact.metadata",
    "config.json",
    "model.json",
    "model.onnx",
    "tokenizer.json",
    "tokenizer_config.json",
  ]);
  await server.stop();
  expect((await rank(`lateInteraction:${id}@${commit}`)).receipt.model?.revision).toBe(commit);
});

test("what is known of a model is said where its files are silent: its file, its markers", async () => {
  const id = "answerdotai/answerai-colbert-small-v1";
  await serve(id, {
    ...(await filesOf("vespa_colbert.onnx", { dimensions: 96 })),
    "onnx/model.onnx": Buffer.from("hidden states"),
  });
  const { reranker, receipt } = await rank(`lateInteraction:${id}`);
  expect(receipt.model?.file).toBe("vespa_colbert.onnx");
  expect(reranker.supports.maxTokens).toBe(512);
});

test("jina-colbert-v2: its own markers, and its licence said once", async () => {
  const id = "jinaai/jina-colbert-v2";
  const tokenizer = await tokenizerWithMarkers({ query: "[QueryMarker]", document: "[DocumentMarker]" });
  const config = { model_type: "bert", max_position_embeddings: 8192, vocab_size: 24_898, pad_token_id: 0 };
  await serve(id, await filesOf("onnx/model.onnx", { dimensions: 128 }, { "tokenizer.json": tokenizer, "config.json": config }));
  const { receipt } = await rank(`lateInteraction:${id}`);
  const message = `the licence of ${id}, cc-by-nc-4.0, does not allow commercial use`;
  expect(receipt.warnings).toEqual([{ code: "non_commercial_licence", message }]);
});

test("the caller goes before what is known", async () => {
  const id = "colbert-ir/colbertv2.0";
  await serve(id, await filesOf("model.onnx", { dimensions: 128 }));
  const { reranker } = await rank({ lateInteraction: { model: id, documentLength: 64, queryMarker: "" } });
  expect(reranker.supports.maxTokens).toBe(64);
});

test("biEncoder:organisation/name reads its prompts and its pooling", async () => {
  const id = "org/embedder";
  const more = {
    "1_Pooling/config.json": { pooling_mode_mean_tokens: true },
    "sentence_bert_config.json": { max_seq_length: 32 },
  };
  await serve(id, await filesOf("onnx/model.onnx", {}, more));
  const { reranker } = await rank(`biEncoder:${id}`);
  expect(reranker.supports.maxTokens).toBe(32);
});

test("a model pulled without a word of its use has these files too; for local they are not fetched", async () => {
  const id = "org/anything";
  const more = { "1_Dense/config.json": { out_features: 8 }, "config_sentence_transformers.json": {} };
  const files = { ...(await filesOf("onnx/model.onnx", {}, more)), "1_Dense/model.safetensors": Buffer.from("weights") };
  const { server } = await serve(id, files);
  await pullModel({ model: id, use: "local" });
  const asked = () => server.requests.map(({ url }) => url.split("/").slice(-2).join("/"));
  expect(asked().filter((path) => path.includes("Dense") || path.includes("sentence"))).toEqual([]);
  await pullModel({ model: id });
  expect(asked()).toContain("1_Dense/config.json");
  expect(asked()).not.toContain("1_Dense/model.safetensors");
});

test.each([
  [
    "local:colbert-ir/colbertv2.0",
    'is no cross-encoder but a late interaction model: write "lateInteraction:colbert-ir/colbertv2.0"',
  ],
  ["lateInteraction:cross-encoder/ms-marco-MiniLM-L6-v2", 'is no late interaction model but a cross-encoder: write "local:'],
  ["lateInteraction:BAAI/bge-small-en-v1.5", 'but an embedding model: write "biEncoder:BAAI/bge-small-en-v1.5"'],
  ["biEncoder:jinaai/jina-reranker-v3", "cannot be used by biEncoder"],
])("%s: refused before anything is downloaded, saying what to write", async (spec, words) => {
  const server = await startHubServer({});
  await stubHubEnvironment(server);
  await expect(createReranker(spec)).rejects.toMatchObject({ code: "invalid_model", message: expect.stringContaining(words) });
  expect(server.requests).toEqual([]);
});
