import * as v from "valibot";
import { RerankError, type Reranker } from "../../contract/index.ts";
import {
  createInferenceConnection,
  createServedCrossEncoder,
  readServedConfig,
  type ServedCrossEncoderOptions,
} from "../../scorers/cross-encoder/served/index.ts";
import { layoutEntries, layoutForms } from "../models/layout-schema.ts";
import { type MixtureOptions, mixedAs, mixtureEntries, mixtureForms } from "../models/mixture-schema.ts";
import { type OpenedTokenizer, openTokenizer } from "../models/open-tokenizer.ts";
import { defineProvider, type Provider } from "../provider.ts";

/** Options of `{ triton: {…} }`. */
export interface TritonOptions extends Omit<ServedCrossEncoderOptions, "directory" | "baseUrl">, MixtureOptions {
  /** Address of the server; several are replicas that take turns. Default: from `TRITON_URL`. */
  baseUrl?: string | string[];
  /**
   * Directory with the model's tokenizer and configuration, or its name on the Hugging Face Hub: `./name` or `organisation/name`.
   * Default: what the parameter `tokenizer` in the server's `config.pbtxt` says, a name on the Hub.
   */
  tokenizer?: string;
  /** Branch, tag or commit of a tokenizer on the Hub. Default: `main`. */
  revision?: string;
  /** Where files of the Hub are kept. Default: the cache of `huggingface_hub`. */
  cacheDir?: string;
}

const text = v.optional(v.pipe(v.string(), v.trim(), v.nonEmpty()));
const count = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)));
const ms = v.optional(v.pipe(v.number(), v.finite(), v.minValue(1)));
const url = v.pipe(v.string(), v.trim(), v.url(), v.regex(/^https?:/i));
const isFunction = (value: unknown) => typeof value === "function";
const { tokenizer: _, ...layout } = layoutEntries;

export const provider: Provider<TritonOptions> = defineProvider({
  summary: "a cross-encoder on Triton or another server of the Open Inference Protocol, tokenised here",
  forms: [
    '"triton:http://host:8000#MODEL"',
    "{ triton: { model: name on the server, baseUrl?: one or several, tokenizer?: directory or name on the Hub, version?, revision?, cacheDir?, " +
      "apiKey?, headers?, fetch?, timeoutMs?, attempts?, retryDelayMs?, concurrency?, breakAfter?, breakForMs?, maxBatch?: whole number >= 1, " +
      `maxTokens?: whole number >= 8, ${mixtureForms}, ${layoutForms.replace(/, tokenizer\?.*$/, "")} } }`,
  ],
  schema: v.strictObject({
    model: v.pipe(v.string(), v.trim(), v.nonEmpty()),
    baseUrl: v.optional(v.union([url, v.pipe(v.array(url), v.minLength(1))])),
    tokenizer: text,
    version: text,
    revision: text,
    cacheDir: text,
    apiKey: v.optional(v.union([v.string(), v.custom<() => string>(isFunction)])),
    headers: v.optional(v.record(v.string(), v.string())),
    fetch: v.optional(v.custom<typeof fetch>(isFunction)),
    timeoutMs: ms,
    attempts: count,
    retryDelayMs: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0))),
    concurrency: count,
    breakAfter: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
    breakForMs: ms,
    maxBatch: count,
    maxTokens: v.optional(v.pipe(v.number(), v.integer(), v.minValue(8))),
    ...mixtureEntries,
    ...layout,
  }),
  fromSpec(rest = "") {
    const [baseUrl, model] = rest.split("#", 2);
    return { ...(model && { model }), ...(baseUrl && { baseUrl }) };
  },
  async create({ tokenizer, revision, cacheDir, blend, feedback, baseUrl: given, ...options }): Promise<Reranker> {
    const baseUrl = given ?? process.env.TRITON_URL?.trim();
    if (!baseUrl) {
      throw new RerankError(
        "invalid_config",
        'triton needs an address: write "triton:http://host:8000#MODEL", or pass { triton: { baseUrl } } or set TRITON_URL',
        { provider: "triton" },
      );
    }
    const server = { ...options, baseUrl };
    const wanted = tokenizer ?? (await tokenizerOf(server));
    const { directory, known } = await openTokenizer({
      model: wanted,
      ...(revision !== undefined && { revision }),
      ...(cacheDir !== undefined && { cacheDir }),
    });
    const served = await createServedCrossEncoder({
      ...server,
      ...missingOf(options, known),
      directory,
    });
    return mixedAs(served, { blend, feedback });
  },
});

/** What is known of a model and the caller does not say. */
function missingOf(options: Partial<TritonOptions>, model: OpenedTokenizer["known"]): Partial<ServedCrossEncoderOptions> {
  const known = model && "head" in model ? model : undefined;
  const template = known?.template === "jina-v3" ? undefined : known?.template;
  return {
    ...(options.maxTokens === undefined && known?.maxTokens !== undefined && { maxTokens: known.maxTokens }),
    ...(options.head === undefined && known?.head !== undefined && { head: known.head }),
    ...(options.template === undefined && template !== undefined && { template }),
  };
}

/** The server's word for it. Only a name on the Hub: which files of this machine are read is not for a server to say. */
async function tokenizerOf(server: ServedCrossEncoderOptions | Omit<ServedCrossEncoderOptions, "directory">): Promise<string> {
  const { signal } = new AbortController();
  const { tokenizer } = await readServedConfig(createInferenceConnection(server), { signal });
  if (tokenizer !== undefined && /^[\w.-]+\/[\w.-]+(@[\w./-]+)?$/.test(tokenizer) && !tokenizer.startsWith(".")) return tokenizer;
  throw new RerankError(
    "invalid_config",
    tokenizer === undefined
      ? `the tokenizer of ${server.model} is not known: pass { triton: { tokenizer: "organisation/name" } }, or put the parameter tokenizer into its config.pbtxt`
      : `the server names ${JSON.stringify(tokenizer)} as the tokenizer of ${server.model}, which is no name on the Hub; pass { triton: { tokenizer } }`,
    { provider: "triton" },
  );
}
