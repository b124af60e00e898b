import { RerankError } from "../../contract/index.ts";

/** The least that a store is: a `Map`, a Keyv storage adapter, or a Keyv. Each method may return a promise. */
export interface KeyValueStore {
  get(key: string): unknown;
  set(key: string, value: unknown, ttlMs?: number): unknown;
  delete(key: string): unknown;
  clear(): unknown;
}

/** `"memory"`, an address (`"redis://host"`, `"file:./directory"`), or a store at hand. */
export type CacheStore = string | KeyValueStore;

/** The addresses that name a store. */
export const storeAddress: RegExp = /^memory$|^rediss?:\/\/.|^file:./;

export const storeForms = '"memory", "redis://host:port", "rediss://…", "file:./directory"';

/** @throws {RerankError} `invalid_config` for what is no store */
export function checkStore(store: unknown): asserts store is CacheStore {
  if (typeof store === "string" && storeAddress.test(store)) return;
  const methods = ["get", "set", "delete", "clear"] as const;
  if (typeof store === "object" && store !== null && methods.every((name) => typeof Reflect.get(store, name) === "function"))
    return;
  const got = typeof store === "string" ? JSON.stringify(store) : `a value of type ${typeof store}`;
  throw new RerankError("invalid_config", `store must be ${storeForms}, a Keyv or anything that Keyv takes, got ${got}`);
}
