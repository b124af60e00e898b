// The direction of imports, as docs/architecture.md draws it: what stands on the left may import what stands on the right.

/** Folders of packages/core/src. The door `index.ts` may import all of them but testing. */
export const coreLayers: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  rank: ["contract"],
  io: ["contract"],
  scorers: ["contract", "rank", "io"],
  stages: ["contract", "rank", "io", "scorers"],
  config: ["contract", "rank", "io", "scorers", "stages"],
  testing: ["contract", "rank", "io"],
  "index.ts": ["contract", "rank", "io", "scorers", "stages", "config"],
};

/** Folders of packages/. */
export const packageLayers: Readonly<Record<string, readonly string[]>> = {
  "model-mini": [],
  core: ["model-mini"],
  langchain: ["core"],
  llamaindex: ["core"],
  "ai-sdk": ["core"],
  eval: ["core"],
  server: ["core"],
  cli: ["core", "langchain", "llamaindex", "ai-sdk", "eval", "server"],
};

/** Files and folders in scorers/ that are tools of every scorer, not scorers. */
export const sharedByScorers: readonly string[] = [
  "onnx",
  "vectors",
  "reranker-from-scorer.ts",
  "score-within-budget.ts",
  "reranker-shell.ts",
  "instruction-warnings.ts",
  "reranker-from-orderer.ts",
  "progress.ts",
];
