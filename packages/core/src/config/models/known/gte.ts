import type { KnownCrossEncoder } from "../known-model.ts";

const files = {
  fp32: "onnx/model.onnx",
  fp16: "onnx/model_fp16.onnx",
  int8: "onnx/model_int8.onnx",
  uint8: "onnx/model_uint8.onnx",
  q8: "onnx/model_quantized.onnx",
  q4: "onnx/model_q4.onnx",
  q4f16: "onnx/model_q4f16.onnx",
  bnb4: "onnx/model_bnb4.onnx",
} as const;
const common = { licence: "apache-2.0", maxTokens: 8192, head: "logit", template: "pair" } as const;

export const gteModels: readonly KnownCrossEncoder[] = [
  {
    ...common,
    id: "Alibaba-NLP/gte-multilingual-reranker-base",
    onnx: { repository: "onnx-community/gte-multilingual-reranker-base", files },
    languages: ["multilingual"],
    parameters: 306_000_000,
  },
  {
    ...common,
    id: "Alibaba-NLP/gte-reranker-modernbert-base",
    onnx: { files },
    languages: ["en"],
    parameters: 150_000_000,
  },
];
