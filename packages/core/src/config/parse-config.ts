import { RerankError } from "../contract/index.ts";
import type { RerankerConfig } from "./reranker-config.ts";

/** A configuration taken apart: who, and with which options, still unchecked. */
export interface ParsedConfig {
  provider: string;
  /** What follows the colon of a spec string. */
  rest?: string;
  /** Value of the object form. */
  options?: unknown;
  /** Where the value stands, for error messages. */
  path: string;
}

const wrapper = "reranker";

/**
 * Reads any accepted form: `"local:dir"`, JSON text, `{ local: {…} }`, and `{ reranker: … }` around any of them.
 *
 * @throws {RerankError} `invalid_config` naming path and value
 */
export function parseConfig(config: RerankerConfig | unknown, path = "reranker"): ParsedConfig {
  if (typeof config === "string") return parseString(config.trim(), path);
  if (typeof config !== "object" || config === null || Array.isArray(config)) {
    throw new RerankError(
      "invalid_config",
      `${path} must be a spec string or an object, got ${JSON.stringify(config) ?? typeof config}`,
    );
  }
  const keys = Object.keys(config);
  const key = keys[0];
  if (key === undefined || keys.length > 1) {
    throw new RerankError(
      "invalid_config",
      `${path} must have exactly one key, the name of a reranker, as in { "local": { "blend": 0 } }; got ${keys.join(", ") || "none"}`,
    );
  }
  const value = (config as Record<string, unknown>)[key];
  if (key === wrapper) return parseConfig(value, path);
  // A schema for an object without required keys is content with an array.
  if (Array.isArray(value)) {
    throw new RerankError("invalid_config", `${path}.${key} must be a string or an object, got ${JSON.stringify(value)}`);
  }
  // { local: "dir" } is { local: { model: "dir" } } as "local:dir" is.
  return typeof value === "string"
    ? { provider: key, rest: value, path: `${path}.${key}` }
    : { provider: key, options: value, path: `${path}.${key}` };
}

function parseString(text: string, path: string): ParsedConfig {
  if (/^[{["]/.test(text)) return parseConfig(parseJson(text, path), path);
  const [, provider, rest] = /^([^:\s]+)(?::(.*))?$/s.exec(text) ?? [];
  if (provider === undefined || rest === "") {
    throw new RerankError(
      "invalid_config",
      `${path}: ${JSON.stringify(text)} is not a spec; write a name, or name:model, such as "local" or "local:./my-model"`,
    );
  }
  return rest === undefined ? { provider, path } : { provider, rest, path };
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RerankError(
      "invalid_config",
      `${path}: ${text.slice(0, 60)} looks like JSON but is not: ${(cause as Error).message}`,
      { cause },
    );
  }
}
