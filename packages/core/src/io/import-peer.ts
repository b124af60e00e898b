import { RerankError } from "../contract/index.ts";

/**
 * Loads an optional package. Nobody has to install what they do not use, so its absence is an error that says how to.
 *
 * @param load `() => import("name")`, written out by the caller so that bundlers see it
 * @throws {RerankError} `missing_peer`
 */
export async function importPeer<T extends object>(name: string, load: () => Promise<T | { default: T }>): Promise<T> {
  try {
    const loaded = await load();
    return "default" in loaded ? loaded.default : loaded;
  } catch (cause) {
    const missing = ["ERR_MODULE_NOT_FOUND", "MODULE_NOT_FOUND"].includes((cause as NodeJS.ErrnoException).code ?? "");
    throw new RerankError(
      "missing_peer",
      missing
        ? `the package ${name} is not installed: run \`npm install ${name}\`, or choose a reranker that does not need it, such as "lexical"`
        : `the package ${name} is installed but cannot be loaded here: ${(cause as Error).message}`,
      { cause },
    );
  }
}
