import * as v from "valibot";
import type { Reranker } from "../contract/index.ts";
import { disposeMade } from "./dispose-made.ts";
import { isReranker } from "./is-reranker.ts";
import type { ProviderContext } from "./provider-context.ts";

/** One of several rerankers that another is made of: its configuration, and what else is said of it. */
export interface Part<Own extends object> {
  config: unknown;
  own: Own;
  /** Where the configuration stands. */
  path: string;
}

/** Entries of a list: `"local"`, a reranker at hand, or any configuration with keys of the list's own among its keys. */
export interface PartList<Own extends object> {
  schema: v.GenericSchema<unknown, unknown[]>;
  /** @param path where the list stands */
  read(entries: readonly unknown[], path: string): Part<Own>[];
}

/** @param entries schemas of the keys that are about the place in the list rather than about the reranker */
export function partList<Own extends object>(entries: Record<keyof Own, v.GenericSchema>): PartList<Own> {
  const own = v.looseObject(entries);
  return {
    schema: v.pipe(v.array(v.lazy((entry) => (isConfigObject(entry) ? own : v.unknown()))), v.nonEmpty()),
    read: (list, path) => list.map((entry, i) => readPart(entry, Object.keys(entries), `${path}[${i}]`)),
  };
}

function readPart<Own extends object>(entry: unknown, ownKeys: readonly string[], path: string): Part<Own> {
  if (!isConfigObject(entry)) return { config: entry, own: {} as Own, path };
  const pairs = Object.entries(entry).filter(([, value]) => value !== undefined);
  const own = Object.fromEntries(pairs.filter(([key]) => ownKeys.includes(key))) as Own;
  const config = Object.fromEntries(pairs.filter(([key]) => !ownKeys.includes(key)));
  const isAll = Object.keys(config).join() === "reranker";
  return isAll ? { config: config.reranker, own, path: `${path}.reranker` } : { config, own, path };
}

function isConfigObject(entry: unknown): entry is object {
  return typeof entry === "object" && entry !== null && !Array.isArray(entry) && !isReranker(entry);
}

/** Makes the rerankers of all parts, then what they are parts of; what was made is disposed where either fails. */
export async function madeOf<Own extends object, Whole>(
  parts: readonly Part<Own>[],
  { create }: ProviderContext,
  build: (made: (Own & { reranker: Reranker })[]) => Whole | Promise<Whole>,
): Promise<Whole> {
  const made: (Own & { reranker: Reranker })[] = [];
  try {
    for (const { config, own, path } of parts) made.push({ ...own, reranker: await create(config, path) });
    return await build(made);
  } catch (error) {
    const handedIn = parts.map(({ config }) => config);
    await disposeMade([...new Set(made.map(({ reranker }) => reranker))], handedIn);
    throw error;
  }
}
