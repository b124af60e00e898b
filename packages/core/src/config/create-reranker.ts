import type { Reranker } from "../contract/index.ts";
import { checkOptions } from "./check-options.ts";
import { disposeMade } from "./dispose-made.ts";
import { findConfig } from "./find-config.ts";
import { isReranker } from "./is-reranker.ts";
import { type NamedProvider, type ParsedConfig, parseConfig } from "./parse-config.ts";
import { loadProvider } from "./registry.ts";
import type { RerankerConfig, RerankerInput } from "./reranker-config.ts";
import { loadWrapper } from "./wrapper-registry.ts";

/**
 * Makes the reranker that a configuration names. Without an argument the configuration comes from `SECONDPASS_RERANKER`, from
 * `secondpass.config.json` in the working directory, or is `"local"`, the bundled model.
 *
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
 */
export async function createReranker(config?: RerankerInput): Promise<Reranker> {
  if (isReranker(config)) return config;
  if (config !== undefined) return build(parseConfig(config));
  const found = await findConfig();
  return build(parseConfig(found.config as RerankerConfig, found.source));
}

/** Makes what is named, then what is around it. All of the outside is checked before anything is made. */
async function build({ inner, wrappers }: ParsedConfig): Promise<Reranker> {
  const checked = await Promise.all(
    wrappers.map(async ({ name, value, path }) => {
      const wrapper = await loadWrapper(name);
      return { wrapper, path, options: checkOptions(wrapper, wrapper.normalise?.(value) ?? value, path) };
    }),
  );
  let reranker = await make(inner);
  try {
    for (const { wrapper, options, path } of checked) {
      reranker = await wrapper.wrap(reranker, options, { path, create: (config, path) => make({ config, path }) });
    }
    return reranker;
  } catch (error) {
    // One that was handed in is the caller's until all has gone well.
    if (!("config" in inner && isReranker(inner.config as RerankerInput))) await disposeMade([reranker], []);
    throw error;
  }
}

async function make(inner: ParsedConfig["inner"]): Promise<Reranker> {
  if ("provider" in inner) return makeProvider(inner);
  if (isReranker(inner.config as RerankerInput)) return inner.config as Reranker;
  return build(parseConfig(inner.config, inner.path));
}

async function makeProvider({ provider: name, rest, options, path }: NamedProvider): Promise<Reranker> {
  const provider = await loadProvider(name);
  return provider.create(checkOptions(provider, options === undefined ? provider.fromSpec(rest) : options, path));
}
