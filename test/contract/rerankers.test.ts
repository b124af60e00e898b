import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { modelDirectory } from "@secondpass/model-mini";
import { blendFirstStage, createReranker, rerankerFromScorer } from "secondpass";
import { createLateInteraction, type VectorEncoder } from "secondpass/late-interaction";
import { type ContractSubject, rerankerContract } from "secondpass/testing";
import { afterAll, beforeAll, describe, test } from "vitest";
import { startInferenceServer } from "../data/inference-server.ts";
import { fillModelFolder } from "../data/model-folder.ts";
import { tokenModelFiles } from "../data/token-model.ts";

const subjects: Record<string, ContractSubject> = {
  identity: { create: () => createReranker("identity"), ranks: false },
  lexical: { create: () => createReranker("lexical") },
  "local (blended)": { create: () => createReranker("local") },
  "local (model alone)": { create: () => createReranker({ local: { blend: 0 } }) },
  "triton (the model on a server)": { create: createServed },
  lateInteraction: { create: createLate },
  "lateInteraction (vectors from a store)": { create: createLateWithStore },
  // Means of random vectors say nothing of relevance.
  biEncoder: { create: createSingle, ranks: false },
  "a scorer of one's own": { create: async () => rerankerFromScorer(wordsInCommon()) },
  "a blended scorer of one's own": { create: async () => blendFirstStage(rerankerFromScorer(wordsInCommon()), { weight: 0.1 }) },
};

for (const [name, subject] of Object.entries(subjects)) {
  describe(`contract: ${name}`, () => {
    for (const { name, run } of rerankerContract(subject)) test(name, run);
  });
}

async function createServed() {
  const { url } = await startInferenceServer(join(modelDirectory, "model.onnx"));
  return createReranker({ triton: { baseUrl: url, model: "reranker", tokenizer: modelDirectory, blend: 0 } });
}

// One folder for all tests, and one reranker that keeps the model loaded between them.
let tokenModel = "";
let holder: VectorEncoder | undefined;

beforeAll(async () => {
  tokenModel = await mkdtemp(join(tmpdir(), "secondpass-"));
  // Vectors long enough that those of different words hardly agree: words in common are what counts.
  await fillModelFolder(tokenModel, await tokenModelFiles({ hidden: 64, dimensions: 48 }));
  holder = await createLateInteraction({ directory: tokenModel, expandQueries: false });
});

afterAll(async () => {
  await holder?.reranker.dispose();
  await rm(tokenModel, { recursive: true });
});

async function createLate() {
  return createReranker({ lateInteraction: { model: tokenModel, expandQueries: false } });
}

/** Every second document comes from the store. */
async function createLateWithStore() {
  const { reranker } = await createLateInteraction({
    directory: tokenModel,
    expandQueries: false,
    async vectors(documents, { signal }) {
      const known = await (holder as VectorEncoder).encodeDocuments(documents, { signal, int8: true });
      return known.map((vectors, i) => (i % 2 === 0 ? vectors : undefined));
    },
  });
  return reranker;
}

async function createSingle() {
  return createReranker({ biEncoder: { model: tokenModel, pooling: "mean" } });
}

/** The smallest thing that someone could write: how many words of the query a text has. */
function wordsInCommon() {
  return {
    id: "words-in-common",
    scoreScale: "unit" as const,
    supports: { pointwise: true, abort: false, instructions: false },
    async score(query: string, texts: readonly string[]) {
      const words = query.toLowerCase().split(" ");
      return { scores: texts.map((text) => words.filter((word) => text.toLowerCase().includes(word)).length / words.length) };
    },
    async dispose() {},
  };
}
