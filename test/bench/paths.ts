import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sharedData } from "../data/shared-data.ts";

export const root: string = fileURLToPath(new URL("../..", import.meta.url));

const cache = join(root, ".cache");
export const modelsFolder: string = join(cache, "bench-models");
export const peersFolder: string = join(cache, "bench-peers");
/** For what is large and can be made again. */
export const generatedFolder: string = join(root, "test/.generated");
export const resultsFile: string = join(cache, "bench-results.json");

/** The bundled model, which also lends its tokenizer where the real ones are not at hand. */
export const bundledModel: string = join(root, "packages/model-mini/model");

/** Folder of a published model's tokenizer, or of the bundled one. */
export function tokenizerFolder(name: string): string {
  const folder = join(sharedData, "model-assets", name);
  return existsSync(join(folder, "tokenizer.json")) ? folder : bundledModel;
}
