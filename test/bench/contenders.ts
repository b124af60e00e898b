import { join } from "node:path";
import { modelFiles, type Precision, type ShapeName } from "./model/shapes.ts";
import { modelsFolder } from "./paths.ts";
import type { Peers } from "./peers.ts";

/** One way to score the same documents with the same model. */
export interface Contender {
  name: ContenderName;
  /** File in `children`. */
  child: string;
  /** What it is opened with. */
  open: object;
}

export const contenderNames = {
  secondpass: "secondpass, 2 workers",
  "secondpass-1": "secondpass, 1 worker",
  "transformers-single": "transformers.js 4, one by one",
  "transformers-8": "transformers.js 4, batches of 8",
  "transformers-padded": "transformers.js 4, one padded batch",
  "xenova-single": "@xenova/transformers 2, one by one",
  "xenova-8": "@xenova/transformers 2, batches of 8",
  "xenova-padded": "@xenova/transformers 2, one padded batch",
} as const;
export type ContenderName = keyof typeof contenderNames;

export function contendersFor(
  model: ShapeName | "bundled",
  precision: Precision,
  peers: Peers | undefined,
  names: readonly ContenderName[],
): Contender[] {
  const directory = join(modelsFolder, model);
  // The bundled model is what secondpass takes when it is told nothing.
  const file = model === "bundled" ? {} : { directory, file: modelFiles[precision] };
  const own = (workers: number) => ({ child: "secondpass.mjs", open: { ...file, workers } });
  const peer = (name: keyof Peers, batch: number) => {
    const options = name === "xenova" ? { quantized: precision === "int8" } : { dtype: precision === "int8" ? "q8" : "fp32" };
    return peers && { child: "transformers.mjs", open: { entry: peers[name], directory, options, batch } };
  };
  const all: Record<ContenderName, Omit<Contender, "name"> | undefined> = {
    secondpass: own(2),
    "secondpass-1": own(1),
    "transformers-single": peer("transformers", 1),
    "transformers-8": peer("transformers", 8),
    // 0: all at once.
    "transformers-padded": peer("transformers", 0),
    "xenova-single": peer("xenova", 1),
    "xenova-8": peer("xenova", 8),
    "xenova-padded": peer("xenova", 0),
  };
  return names.flatMap((name) => (all[name] ? [{ name, ...all[name] }] : []));
}
