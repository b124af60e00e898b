import type { KnownCrossEncoder } from "../known-model.ts";

const first = {
  onnx: { files: { fp32: "onnx/model.onnx", q8: "onnx/model_quantized.onnx" } },
  licence: "apache-2.0",
  languages: ["en"],
  maxTokens: 512,
  head: "logit",
  template: "pair",
} as const;

// A language model that is asked whether the document is relevant, and answers 0 or 1.
const second = {
  onnx: { files: {} },
  licence: "apache-2.0",
  languages: ["multilingual"],
  maxTokens: 8192,
  head: "yes-no",
  template: "mxbai-v2",
  unconfirmed: ["onnx"],
} as const;

export const mixedbreadModels: readonly KnownCrossEncoder[] = [
  { ...first, id: "mixedbread-ai/mxbai-rerank-xsmall-v1", parameters: 70_800_000 },
  { ...first, id: "mixedbread-ai/mxbai-rerank-base-v1", parameters: 184_000_000 },
  { ...first, id: "mixedbread-ai/mxbai-rerank-large-v1", parameters: 435_000_000 },
  { ...second, id: "mixedbread-ai/mxbai-rerank-base-v2", parameters: 494_000_000 },
  { ...second, id: "mixedbread-ai/mxbai-rerank-large-v2", parameters: 1_540_000_000 },
];
