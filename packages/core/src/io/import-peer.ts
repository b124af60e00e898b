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
    const why = whyNotLoaded(name, cause);
    const remedy = `run \`npm install ${name}\`, or choose ${alternative}`;
    throw new RerankError("missing_peer", isNotInstalled(name, cause) ? `the package ${why}: ${remedy}` : `the package ${why}`, {
      cause,
    });
  }
}

/** Whether a package is absent or broken, as half a sentence that begins with its name. */
export function whyNotLoaded(name: string, cause: unknown): string {
  if (isNotInstalled(name, cause)) return `${name} is not installed`;
  const [firstLine] = String((cause as Error).message).split("\n");
  return `${name} is installed but cannot be loaded here: ${firstLine}`;
}

// A package that lacks its own binary fails with the same code: whose absence it is stands in the message only.
function isNotInstalled(name: string, cause: unknown): boolean {
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code !== "ERR_MODULE_NOT_FOUND" && code !== "MODULE_NOT_FOUND") return false;
  const [, missing = ""] = /^Cannot find (?:package|module) '([^']+)'/.exec(String(message)) ?? [];
  return missing === name || missing.startsWith(`${name}/`);
}
