import * as v from "valibot";
import type { Reranker } from "../contract/index.ts";
import { unlessAborted } from "../io/unless-aborted.ts";
import type { TokenizerPackage } from "../scorers/onnx/tokenizer/tokenizer-packages.ts";
import type { Trust } from "../scorers/onnx/trust/trust-check.ts";
import type { VectorOptions } from "../scorers/vectors/open-vector-encoder.ts";
import type { VectorEncoder } from "../scorers/vectors/vector-encoder.ts";
import type { VectorStore } from "../scorers/vectors/vector-store.ts";
import type { KnownModel } from "./models/known-model.ts";
import { findModelFiles, type ModelSource, sourceEntries, sourceForms } from "./models/model-files.ts";
import { type ModelPoolOptions, poolEntries, poolForms } from "./models/pool-schema.ts";
import { withModelNote } from "./models/with-model-note.ts";
import { defineProvider, type Provider } from "./provider.ts";

/** Options of every provider whose model compares vectors. */
export interface VectorProviderOptions extends ModelSource, ModelPoolOptions {
  /** A model's directory, or its name on the Hugging Face Hub: `organisation/name`, also with `@revision`. */
  model: string;
  /** Looks up vectors of documents that were computed before, `undefined` for those that it does not have. In code only. */
  vectors?: VectorStore;
  /** What becomes of a model that does not tell relevant from irrelevant samples when it is loaded. Default: `error`. */
  trust?: Trust;
  /** The package that tokenises. Default: `huggingface-tokenizers`. */
  tokenizer?: TokenizerPackage;
}

/** What tells one of these providers from another. */
export interface VectorProviderParts<Layout> {
  use: Exclude<KnownModel["use"], "local" | undefined>;
  summary: string;
  /** Schemas of the options that say how the model reads texts. */
  entries: { [Key in keyof Required<Layout>]: v.GenericSchema<Layout[Key]> };
  /** These options, for error messages. */
  forms: string;
  create(options: Layout & VectorOptions): Promise<VectorEncoder>;
}

const ownEntries = {
  model: v.pipe(v.string(), v.trim(), v.nonEmpty()),
  vectors: v.optional(v.custom<VectorStore>((value) => typeof value === "function")),
  trust: v.optional(v.picklist(["error", "warn", "off"])),
  tokenizer: v.optional(v.picklist(["huggingface-tokenizers", "transformers", "xenova"])),
};

/** Makes a provider of them. */
export function vectorProvider<Layout extends object>({
  use,
  summary,
  entries,
  forms,
  create,
}: VectorProviderParts<Layout>): Provider<Layout & VectorProviderOptions> {
  return defineProvider<Layout & VectorProviderOptions>({
    summary,
    forms: [
      `"${use}:<directory>"`,
      `"${use}:<organisation/name>@<revision>"`,
      `{ ${use}: { model: directory or name on the Hub, ${sourceForms}, ${forms}, vectors?: function, trust?: error | warn | off, ` +
        `tokenizer?: huggingface-tokenizers | transformers | xenova, ${poolForms} } }`,
    ],
    schema: v.strictObject({
      ...ownEntries,
      ...sourceEntries,
      ...poolEntries,
      ...(entries as v.ObjectEntries),
    }) as unknown as v.GenericSchema<unknown, Layout & VectorProviderOptions>,
    fromSpec: (rest) => (rest === undefined ? {} : { model: rest }),
    async create({ model, ...said }, context): Promise<Reranker> {
      const { opened, ...files } = await findModelFiles(model, said as ModelSource, use, context);
      const known = opened?.known?.use === use ? (opened.known.layout as Partial<Layout>) : {};
      const loading = create({ ...known, ...(said as unknown as Layout), ...files });
      const { reranker } = await unlessAborted(loading, context.signal, (late) => late.reranker.dispose());
      return opened ? withModelNote(reranker, opened) : reranker;
    },
  });
}
