import type { KnownCrossEncoder } from "../known-model.ts";

const common = {
  onnx: { files: { fp32: "onnx/model.onnx" } },
  licence: "apache-2.0",
  languages: ["en"],
  maxTokens: 7999,
  head: "logit",
  template: "pair",
  unusable:
    "its onnx/model.onnx ends before the scoring head, which lies in separate files of Sentence Transformers; export encoder and head " +
    "together and use the directory",
  // Reported of one size and taken for the family.
  unconfirmed: ["onnx"],
} as const;

export const ettinModels: readonly KnownCrossEncoder[] = [
  { ...common, id: "cross-encoder/ettin-reranker-17m-v1", parameters: 16_800_000 },
  { ...common, id: "cross-encoder/ettin-reranker-32m-v1", parameters: 31_900_000 },
  { ...common, id: "cross-encoder/ettin-reranker-68m-v1", parameters: 68_100_000 },
  { ...common, id: "cross-encoder/ettin-reranker-150m-v1", parameters: 149_000_000 },
  { ...common, id: "cross-encoder/ettin-reranker-400m-v1", parameters: 395_000_000 },
  { ...common, id: "cross-encoder/ettin-reranker-1b-v1", parameters: 1_030_000_000 },
];
