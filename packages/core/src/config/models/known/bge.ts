import type { KnownCrossEncoder } from "../known-model.ts";

export const bgeModels: readonly KnownCrossEncoder[] = [
  {
    id: "BAAI/bge-reranker-base",
    aliases: ["Xenova/bge-reranker-base"],
    onnx: { files: { fp32: "onnx/model.onnx" } },
    licence: "mit",
    languages: ["en", "zh"],
    maxTokens: 512,
    head: "logit",
    template: "pair",
    parameters: 278_000_000,
  },
  {
    id: "BAAI/bge-reranker-large",
    aliases: ["Xenova/bge-reranker-large"],
    // With external data beside it.
    onnx: { files: { fp32: "onnx/model.onnx" } },
    licence: "mit",
    languages: ["en", "zh"],
    maxTokens: 512,
    head: "logit",
    template: "pair",
    parameters: 560_000_000,
  },
  {
    id: "BAAI/bge-reranker-v2-m3",
    onnx: { repository: "onnx-community/bge-reranker-v2-m3-ONNX", files: { q8: "onnx/model_quantized.onnx" } },
    licence: "apache-2.0",
    languages: ["multilingual"],
    maxTokens: 8192,
    head: "logit",
    template: "pair",
    parameters: 568_000_000,
    unconfirmed: ["onnx"],
  },
  {
    id: "BAAI/bge-reranker-v2-gemma",
    onnx: { files: {} },
    // Built on Gemma, whose own terms may apply as well.
    licence: "apache-2.0",
    languages: ["multilingual"],
    maxTokens: 8192,
    head: "yes-no",
    template: "bge-gemma",
    parameters: 2_510_000_000,
    unconfirmed: ["onnx", "licence", "maxTokens"],
  },
];
