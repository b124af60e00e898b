import { RerankError, type Reranker } from "../contract/index.ts";
import { checkOptions } from "./check-options.ts";
import type { CreateRerankerOptions } from "./create-reranker-options.ts";
import { disposeMade } from "./dispose-made.ts";
import { findConfig } from "./find-config.ts";
import { isReranker } from "./is-reranker.ts";
import { type NamedProvider, type ParsedConfig, parseConfig } from "./parse-config.ts";
import { loadProvider } from "./registry.ts";
import type { RerankerInput } from "./reranker-config.ts";
import { loadWrapper } from "./wrapper-registry.ts";

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
  if (config !== undefined) return makeReranker(config, "reranker", options);
  const found = await findConfig();
  return makeReranker(found.config, found.source, options);
}

/** Makes the reranker of a configuration that stands at `path`; one at hand is returned as it is. */
export function makeReranker(config: unknown, path: string, context: CreateRerankerOptions): Promise<Reranker> {
  context.signal?.throwIfAborted();
  return make({ config, path }, context);
}

/** Makes what is named, then what is around it. All of the outside is checked before anything is made. */
async function build({ inner, wrappers }: ParsedConfig, context: CreateRerankerOptions): Promise<Reranker> {
  const checked = await Promise.all(
    wrappers.map(async ({ name, value, path }) => {
      const wrapper = await loadWrapper(name);
      return { wrapper, path, options: checkOptions(wrapper, wrapper.normalise?.(value) ?? value, path) };
    }),
  );
  let reranker = await make(inner, context);
  try {
    for (const { wrapper, options, path } of checked) {
      reranker = await wrapper.wrap(reranker, options, { path, create: (config, path) => make({ config, path }, context) });
    }
    return reranker;
  } catch (error) {
    // One that was handed in is the caller's until all has gone well.
    if (!("config" in inner && isReranker(inner.config))) await disposeMade([reranker], []);
    throw error;
  }
}

async function make(inner: ParsedConfig["inner"], context: CreateRerankerOptions): Promise<Reranker> {
  if ("provider" in inner) return makeProvider(inner, context);
  if (isReranker(inner.config)) return inner.config;
  return build(parseConfig(inner.config, inner.path), context);
}

async function makeProvider(named: NamedProvider, context: CreateRerankerOptions): Promise<Reranker> {
  const { provider: name, rest, options, path } = named;
  const provider = await loadProvider(name);
  // A schema for an object without required keys is content with an array.
  if (Array.isArray(options) && !provider.takesList) {
    throw new RerankError("invalid_config", `${path} must be a string or an object, got ${JSON.stringify(options)}`);
  }
  return provider.create(checkOptions(provider, options === undefined ? provider.fromSpec(rest) : options, path), {
    ...context,
    path,
    create: (config, path) => make({ config, path }, context),
  });
}
