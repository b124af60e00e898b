import type { KnownEmbeddingModel } from "../known-model.ts";

const files = { fp32: "onnx/model.onnx" };
const bgeQuery = "Represent this sentence for searching relevant passages: ";

export const embeddingModels: readonly KnownEmbeddingModel[] = [
  {
    use: "biEncoder",
    id: "sentence-transformers/all-MiniLM-L6-v2",
    onnx: { files },
    licence: "apache-2.0",
    languages: ["en"],
    // What it was trained with; it has positions for 512.
    maxTokens: 256,
    layout: { pooling: "mean" },
    parameters: 22_700_000,
  },
  {
    use: "biEncoder",
    id: "BAAI/bge-small-en-v1.5",
    onnx: { files },
    licence: "mit",
    languages: ["en"],
    maxTokens: 512,
    layout: { pooling: "cls", queryPrompt: bgeQuery },
    parameters: 33_400_000,
    unconfirmed: ["onnx"],
  },
  {
    use: "biEncoder",
    id: "intfloat/multilingual-e5-small",
    onnx: { files },
    licence: "mit",
    languages: ["multilingual"],
    maxTokens: 512,
    layout: { pooling: "mean", queryPrompt: "query: ", documentPrompt: "passage: " },
    parameters: 118_000_000,
    unconfirmed: ["onnx"],
  },
];
