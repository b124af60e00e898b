import type { KnownCrossEncoder } from "../known-model.ts";

// Sentence Transformers' own exports. `model_quint8_avx2` and `model_qint8_arm64` are chosen by processor, by their usual names.
const onnx = { files: { fp32: "onnx/model.onnx" } };
const common = { onnx, licence: "apache-2.0", languages: ["en"], maxTokens: 512, head: "logit", template: "pair" } as const;

export const msMarcoModels: readonly KnownCrossEncoder[] = [
  {
    ...common,
    id: "cross-encoder/ms-marco-TinyBERT-L2-v2",
    aliases: ["cross-encoder/ms-marco-TinyBERT-L-2-v2", "Xenova/ms-marco-TinyBERT-L-2-v2"],
    parameters: 4_390_000,
  },
  {
    ...common,
    id: "cross-encoder/ms-marco-MiniLM-L2-v2",
    aliases: ["cross-encoder/ms-marco-MiniLM-L-2-v2", "Xenova/ms-marco-MiniLM-L-2-v2"],
    parameters: 15_600_000,
  },
  {
    ...common,
    id: "cross-encoder/ms-marco-MiniLM-L4-v2",
    aliases: ["cross-encoder/ms-marco-MiniLM-L-4-v2", "Xenova/ms-marco-MiniLM-L-4-v2"],
    parameters: 19_200_000,
  },
  {
    ...common,
    id: "cross-encoder/ms-marco-MiniLM-L6-v2",
    aliases: ["cross-encoder/ms-marco-MiniLM-L-6-v2", "Xenova/ms-marco-MiniLM-L-6-v2"],
    parameters: 22_700_000,
  },
  {
    ...common,
    id: "cross-encoder/ms-marco-MiniLM-L12-v2",
    aliases: ["cross-encoder/ms-marco-MiniLM-L-12-v2", "Xenova/ms-marco-MiniLM-L-12-v2"],
    parameters: 33_400_000,
  },
  // Its repository is tagged ONNX; the names of the files were not seen, nor whether it has a tokenizer.json.
  { ...common, id: "cross-encoder/ms-marco-electra-base", parameters: 109_000_000, unconfirmed: ["onnx"] },
];
