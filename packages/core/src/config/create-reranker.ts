import * as v from "valibot";
import { RerankError, type Reranker } from "../contract/index.ts";
import type { CreateRerankerOptions } from "./create-reranker-options.ts";
import { findConfig } from "./find-config.ts";
import { type ParsedConfig, parseConfig } from "./parse-config.ts";
import type { Provider } from "./provider.ts";
import { loadProvider } from "./registry.ts";
import type { RerankerConfig, RerankerInput } from "./reranker-config.ts";

/**
 * Makes the reranker that a configuration names. Without an argument the configuration comes from `SECONDPASS_RERANKER`, from
 * `secondpass.config.json` in the working directory, or is `"local"`, the bundled model.
 *
 * @param options `signal` ends a download or the loading of a model: the promise rejects with its reason, and what has come of a
 *   file is kept for the next call. A reranker that is made is not touched by it any more. `onDownload` hears of a download.
 * @throws {RerankError} `unknown_provider`, `invalid_config`, and what the provider throws while it loads
 *
 * @example
 * import { createReranker } from "secondpass";
 *
 * const reranker = await createReranker("local");
 * const { results } = await reranker.rerank("how do I install rust", [
 *   "The weather in Paris is mild in spring.",
 *   "Install Rust with rustup: curl https://sh.rustup.rs",
 * ]);
 * results[0].document; // => "Install Rust with rustup: curl https://sh.rustup.rs"
 * await reranker.dispose();
 *
 * const late = await createReranker("local", { signal: AbortSignal.abort(new Error("shutting down")) }).catch((error) => error);
 * late.message; // => "shutting down"
 */
export async function createReranker(config?: RerankerInput, options: CreateRerankerOptions = {}): Promise<Reranker> {
  options.signal?.throwIfAborted();
  if (isReranker(config)) return config;
  const parsed = config === undefined ? await parseFound() : parseConfig(config);
  const provider = await loadProvider(parsed.provider);
  const said = parsed.options === undefined ? provider.fromSpec(parsed.rest) : parsed.options;
  return provider.create(checkOptions(provider, said, parsed.path), options);
}

/**
 * Tells a reranker from the configuration of one.
 *
 * @example
 * import { createReranker, isReranker } from "secondpass";
 *
 * isReranker(await createReranker("identity")); // => true
 * isReranker("identity"); // => false
 */
export function isReranker(value: RerankerInput | undefined): value is Reranker {
  return typeof (value as Reranker | undefined)?.rerank === "function";
}

async function parseFound(): Promise<ParsedConfig> {
  const { config, source } = await findConfig();
  return parseConfig(config as RerankerConfig, source);
}

function checkOptions(provider: Provider, options: unknown, path: string): unknown {
  const result = v.safeParse(provider.schema, options);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const at = [path, v.getDotPath(issue)].filter(Boolean).join(".");
  throw new RerankError("invalid_config", `${at}: ${problemOf(issue)}; accepted: ${provider.forms.join(" or ")}`);
}

function problemOf({ kind, expected, received, input }: v.BaseIssue<unknown>): string {
  if (expected === "never") return "there is no such option";
  // A check may know neither what it expects nor, of a text, anything but its length.
  const value = typeof input === "string" ? JSON.stringify(input) : received;
  return kind === "schema" ? `expected ${expected}, got ${value}` : `${value} does not fit`;
}
