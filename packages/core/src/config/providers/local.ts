import * as v from "valibot";
import { RerankError, type Reranker } from "../../contract/index.ts";
import { unlessAborted } from "../../io/unless-aborted.ts";
import { createCrossEncoder } from "../../scorers/cross-encoder/index.ts";
import type { CreateRerankerOptions } from "../create-reranker-options.ts";
import { layoutEntries, layoutForms, type ModelLayoutOptions } from "../models/layout-schema.ts";
import { type MixtureOptions, mixedAs, mixtureEntries, mixtureForms } from "../models/mixture-schema.ts";
import { checkNoRevision, findModelFiles, type ModelSource, sourceEntries, sourceForms } from "../models/model-files.ts";
import { type ModelPoolOptions, poolEntries, poolForms } from "../models/pool-schema.ts";
import type { ModelNote } from "../models/with-model-note.ts";
import { defineProvider, type Provider } from "../provider.ts";

/** Options of `{ local: {…} }`. */
export interface LocalOptions extends ModelSource, ModelLayoutOptions, ModelPoolOptions, MixtureOptions {
  /**
   * A cross-encoder's directory, or its name on the Hugging Face Hub: `organisation/name`, also with `@revision`. A directory
   * that exists wins; `./name` is always one. Default: the bundled model.
   */
  model?: string;
  /** Most tokens of query and document together, at least 8. Default: what the model allows. */
  maxTokens?: number;
}

const passedOn = { ...layoutEntries, ...poolEntries };

export const provider: Provider<LocalOptions> = defineProvider({
  summary: "a cross-encoder on this machine, from a directory or the Hugging Face Hub; without a name the bundled one",
  forms: [
    '"local"',
    '"local:<directory>"',
    '"local:<organisation/name>@<revision>"',
    `{ local: { model?: directory or name on the Hub, ${sourceForms}, ${mixtureForms}, maxTokens?: whole number >= 8, ` +
      `${poolForms}, ${layoutForms} } }`,
  ],
  schema: v.strictObject({
    model: v.optional(v.pipe(v.string(), v.nonEmpty())),
    ...sourceEntries,
    ...mixtureEntries,
    maxTokens: v.optional(v.pipe(v.number(), v.integer(), v.minValue(8))),
    ...passedOn,
  }),
  fromSpec: (rest) => (rest === undefined ? {} : { model: rest }),
  async create(options, context): Promise<Reranker> {
    const { note, ...files } = await findFiles(options, context);
    const loading = createCrossEncoder({ ...files, ...saidOf(options) });
    const model = await unlessAborted(loading, context.signal, (late) => late.reranker.dispose());
    const mixed = mixedAs(model, options);
    return note ? (await import("../models/with-model-note.ts")).withModelNote(mixed, note) : mixed;
  },
});

/** What the caller says of how the model is read and run; what is not said is left to the model. */
function saidOf(options: LocalOptions): ModelLayoutOptions & ModelPoolOptions {
  const names = Object.keys(passedOn) as (keyof typeof passedOn)[];
  return Object.fromEntries(names.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])));
}

interface LocalFiles extends Pick<LocalOptions, "file" | "maxTokens" | "head" | "template"> {
  directory: string;
  note?: ModelNote;
}

async function findFiles({ model, ...source }: LocalOptions, context: CreateRerankerOptions): Promise<LocalFiles> {
  const { maxTokens, dtype } = source;
  if (model === undefined) {
    checkNoRevision(source, "the bundled model");
    const directory = await bundledModelDirectory();
    const ofDtype = async (wanted: NonNullable<typeof dtype>) =>
      (await import("../models/open-model.ts")).fileOfDtype(directory, wanted);
    return { directory, maxTokens, file: source.file ?? (dtype && (await ofDtype(dtype))) };
  }
  const { opened, ...files } = await findModelFiles(model, source, "local", context);
  const known = opened?.known && "head" in opened.known ? opened.known : undefined;
  const template = known?.template === "jina-v3" ? undefined : known?.template;
  return { ...files, maxTokens: maxTokens ?? known?.maxTokens, head: known?.head, template, note: opened };
}

async function bundledModelDirectory(): Promise<string> {
  try {
    return (await import("@secondpass/model-mini")).modelDirectory;
  } catch (cause) {
    throw new RerankError("missing_peer", "the bundled model is missing: run `npm install @secondpass/model-mini`", { cause });
  }
}
