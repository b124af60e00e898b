import { closest } from "fastest-levenshtein";
import { RerankError } from "../contract/index.ts";
import { stepNames } from "./pipeline/step-names.ts";
import { providerNames } from "./registry.ts";
import type { RerankerConfig } from "./reranker-config.ts";
import { type WrapperName, wrapperNames } from "./wrapper-registry.ts";

/** A configuration taken apart, still unchecked: what ranks, and what is around it. */
export interface ParsedConfig {
  inner: NamedProvider | InnerConfig;
  /** The innermost first. */
  wrappers: WrapperValue[];
}

/** A provider by name, with its options. */
export interface NamedProvider {
  provider: string;
  /** What follows the colon of a spec string. */
  rest?: string;
  /** Value of the object form. */
  options?: unknown;
  /** Where the value stands, for error messages. */
  path: string;
}

/** The value of `reranker`: a configuration of its own, or a reranker at hand. */
export interface InnerConfig {
  config: unknown;
  path: string;
}

export interface WrapperValue {
  name: WrapperName;
  value: unknown;
  path: string;
}

const innerKey = "reranker";

/**
 * Reads any accepted form: `"local:dir"`, JSON text, `{ local: {…} }`, `{ reranker: … }`, and either object with keys of
 * wrappers beside.
 *
 * @throws {RerankError} `invalid_config` naming path and value
 */
export function parseConfig(config: RerankerConfig | unknown, path = "reranker"): ParsedConfig {
  const value = parseValue(config, path);
  if (typeof value === "string") return parseString(value, path);
  return parseObject(value, path);
}

/**
 * JSON text as what it stands for, anything else as it is.
 *
 * @throws {RerankError} `invalid_config` for what looks like JSON but is not
 */
export function parseValue(config: unknown, path: string): unknown {
  if (typeof config !== "string") return config;
  const text = config.trim();
  return /^[{["]/.test(text) ? parseValue(parseJson(text, path), path) : text;
}

function parseObject(config: unknown, path: string): ParsedConfig {
  if (typeof config !== "object" || config === null || Array.isArray(config)) {
    throw new RerankError(
      "invalid_config",
      `${path} must be a spec string or an object, got ${JSON.stringify(config) ?? typeof config}`,
    );
  }
  const values = new Map(Object.entries(config));
  const name = nameOf([...values.keys()], path);
  const wrappers = wrapperNames.flatMap((wrapper) => {
    const value = values.get(wrapper);
    // A key without a value is a key that is not there, as options are.
    return value === undefined ? [] : [{ name: wrapper as WrapperName, value, path: `${path}.${wrapper}` }];
  });
  const value = values.get(name);
  return { inner: name === innerKey ? { config: value, path } : namedProvider(name, value, path), wrappers };
}

/** The one key that says what ranks. */
function nameOf(keys: readonly string[], path: string): string {
  const names = keys.filter((key) => !wrapperNames.includes(key));
  const known = names.filter((key) => key === innerKey || providerNames.includes(key));
  const [name] = names;
  const isStranger = (key: string) => known.length > 0 || stepNames.includes(key) || isMeantAsWrapper(key);
  const stranger = names.find((key) => !known.includes(key) && isStranger(key));
  if (stranger !== undefined && stepNames.includes(stranger)) {
    throw new RerankError(
      "invalid_config",
      `${path}.${stranger} is a step of a pipeline, and what is asked for is a reranker, without steps around it: use createPipeline for both, or take the key away`,
    );
  }
  if (stranger !== undefined) {
    throw new RerankError(
      "invalid_config",
      `${path}.${stranger}: there is no such key; did you mean "${nearestKey(stranger)}"? Known beside a reranker: ${wrapperNames.join(", ")}`,
    );
  }
  if (name === undefined || names.length > 1) {
    throw new RerankError(
      "invalid_config",
      `${path} must have exactly one key that names a reranker, as in { "local": { "blend": 0 } } or { "reranker": "local" }; ` +
        `got ${names.join(", ") || "none"}; beside it may stand ${wrapperNames.join(", ")}`,
    );
  }
  return name;
}

function nearestKey(key: string): string {
  return closest(key, [innerKey, ...providerNames, ...wrapperNames, ...stepNames]);
}

function isMeantAsWrapper(key: string): boolean {
  return wrapperNames.includes(nearestKey(key));
}

function namedProvider(provider: string, value: unknown, path: string): NamedProvider {
  // { local: "dir" } is { local: { model: "dir" } } as "local:dir" is.
  return typeof value === "string"
    ? { provider, rest: value, path: `${path}.${provider}` }
    : { provider, options: value, path: `${path}.${provider}` };
}

function parseString(text: string, path: string): ParsedConfig {
  const [, provider, rest] = /^([^:\s]+)(?::(.*))?$/s.exec(text) ?? [];
  if (provider === undefined || rest === "") {
    throw new RerankError(
      "invalid_config",
      `${path}: ${JSON.stringify(text)} is not a spec; write a name, or name:model, such as "local" or "local:./my-model"`,
    );
  }
  return { inner: { provider, ...(rest !== undefined && { rest }), path }, wrappers: [] };
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
