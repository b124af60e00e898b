import type { Keyv } from "keyv";
import { importPeer } from "../../io/import-peer.ts";
import { filePackage, openFileStore } from "./file-store.ts";
import type { CacheStore, KeyValueStore } from "./key-value-store.ts";

/** A store that is ready, behind Keyv whatever it is. */
export interface OpenStore {
  /** Throws where the store fails, and where it cannot throw says so by the event `error`. */
  keyv: Keyv;
  /** Ends the connection, where it was opened here. */
  close(): Promise<void>;
}

export interface OpenStoreOptions {
  /** Most bytes that `"memory"` holds, reckoned as the length of keys and values. */
  maxBytes: number;
  /** Milliseconds to wait for a connection. */
  connectTimeoutMs: number;
}

/**
 * Opens what was named, or puts a Keyv of our own around what is at hand: the caller's own keeps its settings and goes on
 * swallowing errors for others.
 *
 * @throws {RerankError} `missing_peer`
 */
export async function openStore(store: CacheStore, options: OpenStoreOptions): Promise<OpenStore> {
  const { Keyv } = await import("keyv");
  if (typeof store !== "string") {
    const given = keyvOptionsOf(store);
    const keyv = new Keyv({ ...(given ?? { store, namespace: undefined }), throwOnErrors: true });
    return { keyv: tolerant(keyv), close: async () => {} };
  }
  const opened = await openAddress(store, options);
  const keyv = new Keyv({ store: opened, namespace: undefined, throwOnErrors: true });
  return { keyv: tolerant(keyv), close: async () => disconnect(opened) };
}

async function openAddress(address: string, { maxBytes, connectTimeoutMs }: OpenStoreOptions): Promise<KeyValueStore> {
  if (address.startsWith("file:")) return openFileStore(address);
  if (address.startsWith("redis")) {
    const KeyvRedis = await redisPackage();
    return new KeyvRedis(
      {
        url: address,
        // A command that cannot be sent fails at once; nobody waits for a score until Redis is back.
        disableOfflineQueue: true,
        socket: { connectTimeout: connectTimeoutMs, reconnectStrategy: (tries: number) => Math.min(100 * 2 ** tries, 5_000) },
      },
      { throwOnErrors: true },
    );
  }
  const { LRUCache } = await import("lru-cache");
  const entries = new LRUCache<string, string>({
    maxSize: maxBytes,
    sizeCalculation: (value, key) => value.length + key.length,
  });
  return {
    get: (key) => entries.get(key),
    set: (key, value) => entries.set(key, String(value)),
    delete: (key) => entries.delete(key),
    clear: () => entries.clear(),
  };
}

function redisPackage() {
  return importPeer("@keyv/redis", async () => import("@keyv/redis"), 'the cache "memory"');
}

/**
 * Loads the package that a store needs, so that its absence is known before the first call.
 *
 * @throws {RerankError} `missing_peer`
 */
export async function loadStorePackage(store: CacheStore | undefined): Promise<void> {
  if (typeof store !== "string") return;
  if (store.startsWith("redis")) await redisPackage();
  if (store.startsWith("file:")) await filePackage();
}

/** The settings of a Keyv, also one of another version or copy; `undefined` for a bare store. */
function keyvOptionsOf(store: KeyValueStore): Record<string, unknown> | undefined {
  const { opts } = store as { opts?: { store?: unknown; serialize?: unknown } };
  return opts?.store !== undefined && "serialize" in opts ? (opts as Record<string, unknown>) : undefined;
}

/** One value that cannot be read is a value that is none, not a store that fails. */
function tolerant(keyv: Keyv): Keyv {
  const deserialize = keyv.deserialize;
  if (deserialize) {
    keyv.deserialize = <T>(data: string) => {
      try {
        // What is no object has no `value` to look for.
        return Object(deserialize<T>(data)) as ReturnType<typeof deserialize<T>>;
      } catch {
        return { value: null } as ReturnType<typeof deserialize<T>>;
      }
    };
  }
  return keyv;
}

async function disconnect(store: KeyValueStore): Promise<void> {
  const { disconnect } = store as { disconnect?: (force: boolean) => Promise<void> };
  // A connection that is gone already cannot be ended.
  await disconnect?.call(store, true).catch(() => {});
}
