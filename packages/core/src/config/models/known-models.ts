import { bgeModels } from "./known/bge.ts";
import { colbertModels } from "./known/colbert.ts";
import { embeddingModels } from "./known/embeddings.ts";
import { ettinModels } from "./known/ettin.ts";
import { gteModels } from "./known/gte.ts";
import { jinaModels } from "./known/jina.ts";
import { mixedbreadModels } from "./known/mixedbread.ts";
import { msMarcoModels } from "./known/ms-marco.ts";
import { qwenModels } from "./known/qwen.ts";
import type { KnownModel } from "./known-model.ts";

/** Rerankers on the Hub of which something is known beyond their files. */
export const knownModels: readonly KnownModel[] = [
  ...msMarcoModels,
  ...bgeModels,
  ...jinaModels,
  ...mixedbreadModels,
  ...gteModels,
  ...ettinModels,
  ...qwenModels,
  ...colbertModels,
  ...embeddingModels,
];

/**
 * Looks a model up by its name, another name of it, or the repository of its ONNX files.
 *
 * @example
 * import { findKnownModel } from "secondpass/models";
 *
 * findKnownModel("Xenova/ms-marco-MiniLM-L-6-v2")?.id; // => "cross-encoder/ms-marco-MiniLM-L6-v2"
 * findKnownModel("jinaai/jina-reranker-v2-base-multilingual")?.nonCommercial; // => true
 */
export function findKnownModel(id: string): KnownModel | undefined {
  // The Hub does not tell capitals from small letters either.
  const isIt = (name: string | undefined) => name?.toLowerCase() === id.toLowerCase();
  return knownModels.find((model) => isIt(model.id) || model.aliases?.some(isIt) || isIt(model.onnx.repository));
}
