import * as v from "valibot";
import { RerankError, type Reranker } from "../../contract/index.ts";
import { createCrossEncoder } from "../../scorers/cross-encoder/index.ts";
import { blendFirstStage } from "../../stages/index.ts";
import { defineProvider, type Provider } from "../provider.ts";

/** Options of `{ local: {…} }`. */
export interface LocalOptions {
  /** Directory of a cross-encoder. Default: the bundled model. */
  model?: string;
  /** ONNX file inside the directory. Default: `model.onnx`, `onnx/model.onnx`, or the only `onnx/model*.onnx`. */
  file?: string;
  /** Share of the first stage in the order, 0 to 1. Default: what the model's `model.json` says: 0.3 for the bundled model, else 0. */
  blend?: number;
  /** Most tokens of query and document together, at least 8. Default: what the model allows. */
  maxTokens?: number;
}

export const provider: Provider<LocalOptions> = defineProvider({
  summary: "a cross-encoder on this machine; without a directory the bundled one",
  forms: [
    '"local"',
    '"local:<directory>"',
    "{ local: { model?: directory, file?: string, blend?: number from 0 to 1, maxTokens?: whole number >= 8 } }",
  ],
  schema: v.strictObject({
    model: v.optional(v.pipe(v.string(), v.nonEmpty())),
    file: v.optional(v.pipe(v.string(), v.nonEmpty())),
    blend: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
    maxTokens: v.optional(v.pipe(v.number(), v.integer(), v.minValue(8))),
  }),
  fromSpec: (rest) => (rest === undefined ? {} : { model: rest }),
  async create({ model, file, blend, maxTokens }): Promise<Reranker> {
    const directory = model ?? (await bundledModelDirectory());
    const { reranker, blend: modelBlend } = await createCrossEncoder({ directory, file, maxTokens });
    const weight = blend ?? modelBlend;
    return weight === 0 ? reranker : blendFirstStage(reranker, { weight });
  },
});

async function bundledModelDirectory(): Promise<string> {
  try {
    return (await import("@secondpass/model-mini")).modelDirectory;
  } catch (cause) {
    throw new RerankError("missing_peer", "the bundled model is missing: run `npm install @secondpass/model-mini`", { cause });
  }
}
