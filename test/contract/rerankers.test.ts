import { join } from "node:path";
import { modelDirectory } from "@secondpass/model-mini";
import { blendFirstStage, createReranker, rerankerFromScorer } from "secondpass";
import { type ContractSubject, rerankerContract } from "secondpass/testing";
import { describe, test } from "vitest";
import { startInferenceServer } from "../data/inference-server.ts";

const subjects: Record<string, ContractSubject> = {
  identity: { create: () => createReranker("identity"), ranks: false },
  lexical: { create: () => createReranker("lexical") },
  "local (blended)": { create: () => createReranker("local") },
  "local (model alone)": { create: () => createReranker({ local: { blend: 0 } }) },
  "triton (the model on a server)": { create: createServed },
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
