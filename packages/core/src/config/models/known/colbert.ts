import type { KnownTokenModel } from "../known-model.ts";

export const colbertModels: readonly KnownTokenModel[] = [
  {
    use: "lateInteraction",
    id: "colbert-ir/colbertv2.0",
    onnx: { files: { fp32: "model.onnx" } },
    licence: "mit",
    languages: ["en"],
    maxTokens: 512,
    layout: {
      queryMarker: "[unused0]",
      documentMarker: "[unused1]",
      queryLength: 32,
      documentLength: 180,
      attendToExpansion: false,
      dimensions: 128,
    },
    parameters: 110_000_000,
    unconfirmed: ["layout"],
  },
  {
    use: "lateInteraction",
    id: "answerdotai/answerai-colbert-small-v1",
    // Its files in onnx/ end at the hidden states, as far as is known; this one projects them.
    onnx: { files: { fp32: "vespa_colbert.onnx" } },
    licence: "apache-2.0",
    languages: ["en"],
    maxTokens: 512,
    layout: {
      queryMarker: "[unused0]",
      documentMarker: "[unused1]",
      queryLength: 32,
      documentLength: 512,
      attendToExpansion: false,
      dimensions: 96,
    },
    parameters: 33_400_000,
    unconfirmed: ["onnx", "layout"],
  },
  {
    use: "lateInteraction",
    id: "jinaai/jina-colbert-v2",
    // With external data beside it.
    onnx: { files: { fp32: "onnx/model.onnx" } },
    licence: "cc-by-nc-4.0",
    nonCommercial: true,
    languages: ["multilingual"],
    maxTokens: 8192,
    layout: {
      queryMarker: "[QueryMarker]",
      documentMarker: "[DocumentMarker]",
      queryLength: 32,
      documentLength: 8192,
      attendToExpansion: true,
      dimensions: 128,
    },
    parameters: 559_000_000,
    unconfirmed: ["layout", "parameters"],
  },
];
