import { RerankError } from "../../contract/index.ts";

/** A key, or what gets one: keys that expire are asked for at each call. */
export type ApiKey = string | (() => string | Promise<string>);

export interface ApiKeySource {
  /** Who the key is for, for errors. */
  provider: string;
  /** What the caller passed. */
  apiKey: ApiKey | undefined;
  /** Environment variables that may hold it, the usual one first; none where no key is needed. */
  variables: readonly string[];
  /** Whether a provider may well be without one, as a server of one's own. */
  optional?: boolean;
}

/**
 * The API key: from the option, else from the environment. White space around it, such as the line break at the end of a
 * secret's file, is no part of it.
 *
 * @throws {RerankError} `missing_key` naming option and variable; `invalid_config` for a key that no header can carry
 */
export async function findApiKey({ provider, apiKey, variables, optional }: ApiKeySource): Promise<string | undefined> {
  const given = typeof apiKey === "function" ? await apiKey() : apiKey;
  const variable = variables.find((name) => process.env[name]?.trim());
  const key = (given ?? (variable && process.env[variable]))?.trim();
  if (!key) {
    if (optional) return undefined;
    throw new RerankError(
      "missing_key",
      `${provider} needs an API key: set ${variables.join(" or ")}, or pass { ${provider}: { apiKey } }`,
      { provider },
    );
  }
  const bad = [...key].findIndex((character) => character <= " " || character > "~");
  if (bad >= 0) {
    const where = given === undefined ? variable : "apiKey";
    throw new RerankError(
      "invalid_config",
      `the API key in ${where} has ${JSON.stringify([...key][bad])} as character ${bad + 1} of ${[...key].length}: it was cut or pasted with something else`,
      { provider },
    );
  }
  return key;
}
