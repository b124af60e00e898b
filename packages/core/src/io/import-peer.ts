import { RerankError } from "../contract/index.ts";

/**
 * Loads an optional package. Nobody has to install what they do not use, so its absence is an error that says how to.
 *
 * @param load `() => import("name")`, written out by the caller so that bundlers see it
 * @param alternative what does without it
 * @throws {RerankError} `missing_peer`
 */
export async function importPeer<T extends object>(
  name: string,
  load: () => Promise<T | { default: T }>,
  alternative = 'a reranker that does not need it, such as "lexical"',
): Promise<T> {
  try {
    const loaded = await load();
    return "default" in loaded ? loaded.default : loaded;
  } catch (cause) {
    const missing = ["ERR_MODULE_NOT_FOUND", "MODULE_NOT_FOUND"].includes((cause as NodeJS.ErrnoException).code ?? "");
    throw new RerankError(
      "missing_peer",
      missing
        ? `the package ${name} is not installed: run \`npm install ${name}\`, or choose ${alternative}`
        : `the package ${name} is installed but cannot be loaded here: ${(cause as Error).message}`,
      { cause },
    );
  }
}
