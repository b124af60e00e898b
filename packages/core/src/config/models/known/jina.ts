import type { KnownCrossEncoder } from "../known-model.ts";

const files = {
  fp32: "onnx/model.onnx",
  fp16: "onnx/model_fp16.onnx",
  int8: "onnx/model_int8.onnx",
  uint8: "onnx/model_uint8.onnx",
  q8: "onnx/model_quantized.onnx",
  q4: "onnx/model_q4.onnx",
  bnb4: "onnx/model_bnb4.onnx",
} as const;

export const jinaModels: readonly KnownCrossEncoder[] = [
  {
    id: "jinaai/jina-reranker-v1-tiny-en",
    onnx: { files },
    licence: "apache-2.0",
    languages: ["en"],
    maxTokens: 8192,
    head: "logit",
    template: "pair",
    parameters: 33_000_000,
    unconfirmed: ["onnx"],
  },
  {
    id: "jinaai/jina-reranker-v1-turbo-en",
    onnx: { files },
    licence: "apache-2.0",
    languages: ["en"],
    maxTokens: 8192,
    head: "logit",
    template: "pair",
    parameters: 37_800_000,
  },
  {
    id: "jinaai/jina-reranker-v2-base-multilingual",
    onnx: { files },
    licence: "cc-by-nc-4.0",
    nonCommercial: true,
    languages: ["multilingual"],
    maxTokens: 1024,
    head: "logit",
    template: "pair",
    parameters: 278_000_000,
  },
  {
    id: "jinaai/jina-reranker-v3",
    onnx: { files: {} },
    licence: "cc-by-nc-4.0",
    nonCommercial: true,
    languages: ["multilingual"],
    maxTokens: 131_072,
    head: "logit",
    template: "jina-v3",
    parameters: 597_000_000,
    unusable: "it is not a cross-encoder: it reads all documents in one input and compares embeddings that come out of it",
    unconfirmed: ["licence", "maxTokens", "parameters"],
  },
];
