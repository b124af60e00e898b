import type { KnownCrossEncoder } from "../known-model.ts";

export const qwenModels: readonly KnownCrossEncoder[] = [
  {
    id: "Qwen/Qwen3-Reranker-0.6B",
    onnx: { repository: "onnx-community/Qwen3-Reranker-0.6B-ONNX", files: {} },
    licence: "apache-2.0",
    languages: ["multilingual"],
    maxTokens: 32_768,
    head: "yes-no",
    template: "qwen3",
    parameters: 596_000_000,
    unconfirmed: ["onnx"],
  },
];
