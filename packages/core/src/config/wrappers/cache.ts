import * as v from "valibot";
import { type CachedOptions, cached, loadStorePackage, storeAddress, storeForms } from "../../stages/index.ts";
import { defineWrapper, type Wrapper } from "../wrapper.ts";

const aboveZero = v.optional(
  v.pipe(
    v.number(),
    v.finite(),
    v.check((value) => value > 0),
  ),
);
const text = v.optional(v.pipe(v.string(), v.nonEmpty()));
// A store at hand is judged by `cached`, which takes it in code too.
const store = v.union([
  v.pipe(v.string(), v.regex(storeAddress)),
  v.custom<object>((value) => typeof value === "object" && value !== null),
]);

export const wrapper: Wrapper<CachedOptions> = defineWrapper({
  summary: "remembers the scores of the reranker beside it",
  forms: [
    storeForms,
    "{ store?: one of these, ttlMs?: number above 0, namespace?: string, version?: string, ignoreMetadata?: boolean, " +
      "maxBytes?: number above 0, storeTimeoutMs?: number above 0 }",
  ],
  schema: v.strictObject({
    store: v.optional(store),
    ttlMs: aboveZero,
    namespace: text,
    version: text,
    ignoreMetadata: v.optional(v.boolean()),
    maxBytes: aboveZero,
    storeTimeoutMs: aboveZero,
  }) as v.GenericSchema<unknown, CachedOptions>,
  normalise: (value) => (typeof value === "string" || isStore(value) ? { store: value } : value),
  async wrap(reranker, options) {
    await loadStorePackage(options.store);
    return cached(reranker, options);
  },
});

function isStore(value: unknown): boolean {
  return typeof (value as { get?: unknown } | null)?.get === "function";
}
