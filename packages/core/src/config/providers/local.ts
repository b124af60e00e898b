import { stat } from "node:fs/promises";
import * as v from "valibot";
import { RerankError, type Reranker } from "../../contract/index.ts";
import type { DownloadProgress, ModelDtype } from "../../io/hub/index.ts";
import { unlessAborted } from "../../io/unless-aborted.ts";
import { createCrossEncoder } from "../../scorers/cross-encoder/index.ts";
import { blendFirstStage } from "../../stages/index.ts";
import type { CreateRerankerOptions } from "../create-reranker-options.ts";
import { layoutEntries, layoutForms, type ModelLayoutOptions } from "../models/layout-schema.ts";
import { type ModelPoolOptions, poolEntries, poolForms } from "../models/pool-schema.ts";
import type { ModelNote } from "../models/with-model-note.ts";
import { defineProvider, type Provider } from "../provider.ts";

/** Options of `{ local: {…} }`. */
export interface LocalOptions extends ModelLayoutOptions, ModelPoolOptions {
  /**
   * A cross-encoder's directory, or its name on the Hugging Face Hub: `organisation/name`, also with `@revision`. A directory
   * that exists wins; `./name` is always one. Default: the bundled model.
   */
  model?: string;
  /** Branch, tag or commit of a model on the Hub. Default: `main`. */
  revision?: string;
  /** Precision of the weights, where the model has several ONNX files: `fp16`, `int8`, `q8`, … Default: full. */
  dtype?: ModelDtype;
  /** ONNX file of the model; wins over `dtype`. Default: `model.onnx`, `onnx/model.onnx`, or the only `onnx/model*.onnx`. */
  file?: string;
  /** Where models of the Hub are kept. Default: the cache of `huggingface_hub`, by `HF_HUB_CACHE` or `HF_HOME`. */
  cacheDir?: string;
  /** Called while a model is downloaded. In code only. */
  onDownload?: (progress: DownloadProgress) => void;
  /** Share of the first stage in the order, 0 to 1. Default: what the model's `model.json` says: 0.3 for the bundled model, else 0. */
  blend?: number;
  /** Most tokens of query and document together, at least 8. Default: what the model allows. */
  maxTokens?: number;
}

const text = v.optional(v.pipe(v.string(), v.nonEmpty()));
// Not imported: the schema is checked for the bundled model too, which has no use for the Hub's code.
const dtypes = ["fp32", "fp16", "int8", "uint8", "q8", "q4", "q4f16", "bnb4"] as const satisfies readonly ModelDtype[];

const passedOn = { ...layoutEntries, ...poolEntries };

export const provider: Provider<LocalOptions> = defineProvider({
  summary: "a cross-encoder on this machine, from a directory or the Hugging Face Hub; without a name the bundled one",
  forms: [
    '"local"',
    '"local:<directory>"',
    '"local:<organisation/name>@<revision>"',
    "{ local: { model?: directory or name on the Hub, revision?: string, dtype?: " +
      `${dtypes.join(" | ")}, file?: string, cacheDir?: string, blend?: number from 0 to 1, maxTokens?: whole number >= 8, ` +
      `${poolForms}, ${layoutForms} } }`,
  ],
  schema: v.strictObject({
    model: text,
    revision: text,
    dtype: v.optional(v.picklist(dtypes)),
    file: text,
    cacheDir: text,
    onDownload: v.optional(v.custom<(progress: DownloadProgress) => void>((value) => typeof value === "function")),
    blend: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
    maxTokens: v.optional(v.pipe(v.number(), v.integer(), v.minValue(8))),
    ...passedOn,
  }),
  fromSpec: (rest) => (rest === undefined ? {} : { model: rest }),
  async create(options, context): Promise<Reranker> {
    const { note, ...files } = await findFiles(options, context);
    const loading = createCrossEncoder({ ...files, ...saidOf(options) });
    const { reranker, blend: modelBlend } = await unlessAborted(loading, context.signal, (late) => late.reranker.dispose());
    const weight = options.blend ?? modelBlend;
    const blended = weight === 0 ? reranker : blendFirstStage(reranker, { weight });
    return note ? (await import("../models/with-model-note.ts")).withModelNote(blended, note) : blended;
  },
});

/** What the caller says of how the model is read and run; what is not said is left to the model. */
function saidOf(options: LocalOptions): ModelLayoutOptions & ModelPoolOptions {
  const names = Object.keys(passedOn) as (keyof typeof passedOn)[];
  return Object.fromEntries(names.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])));
}

interface ModelFiles extends Pick<LocalOptions, "file" | "maxTokens" | "head" | "template"> {
  directory: string;
  note?: ModelNote;
}

async function findFiles({ model, ...options }: LocalOptions, context: CreateRerankerOptions): Promise<ModelFiles> {
  const { file, dtype, maxTokens, revision } = options;
  if (model === undefined || (await isDirectory(model))) {
    if (revision !== undefined) {
      throw new RerankError(
        "invalid_config",
        `revision ${revision} is of no use for ${model ?? "the bundled model"}, which is a directory`,
      );
    }
    const directory = model === undefined ? await bundledModelDirectory() : (await hub()).toPath(model);
    return { directory, maxTokens, file: file ?? (dtype && (await (await hub()).fileOfDtype(directory, dtype))) };
  }
  const onDownload = options.onDownload ?? context.onDownload;
  const opened = await (await hub()).openModel({ ...options, model, onDownload, signal: context.signal });
  const { directory, known } = opened;
  const template = known?.template === "jina-v3" ? undefined : known?.template;
  return { directory, file: opened.file, maxTokens: maxTokens ?? known?.maxTokens, head: known?.head, template, note: opened };
}

function hub() {
  return import("../models/open-model.ts");
}

async function isDirectory(model: string): Promise<boolean> {
  if ((await hub()).looksLikePath(model)) return true;
  return (await stat(model).catch(() => undefined))?.isDirectory() ?? false;
}

async function bundledModelDirectory(): Promise<string> {
  try {
    return (await import("@secondpass/model-mini")).modelDirectory;
  } catch (cause) {
    throw new RerankError("missing_peer", "the bundled model is missing: run `npm install @secondpass/model-mini`", { cause });
  }
}
