import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { importPeer } from "../../io/import-peer.ts";
import type { KeyValueStore } from "./key-value-store.ts";

/** A file that is there and is not what was written. No entry reads like this. */
const corrupt = "corrupt";

/** @throws {RerankError} `missing_peer` */
export function filePackage(): Promise<typeof import("cacache")> {
  return importPeer("cacache", () => import("cacache"), 'the cache "memory"');
}

/**
 * A store in a directory, kept by npm's own cache: every entry is checked by its hash, files are put in place whole, and
 * processes may share it.
 *
 * @param address `file:./relative/path` or `file:///absolute/path`
 * @throws {RerankError} `missing_peer`
 */
export async function openFileStore(address: string): Promise<KeyValueStore> {
  const cacache = await filePackage();
  const directory = address.startsWith("file://") ? fileURLToPath(address) : resolve(address.slice("file:".length));
  return {
    async get(key) {
      try {
        return (await cacache.get(directory, key)).data.toString("utf8");
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === "ENOENT") return undefined;
        if (code !== "EINTEGRITY" && code !== "EBADSIZE") throw error;
        // Content that is there is not written again, so the next value must not find it.
        const info = await cacache.get.info(directory, key);
        if (info) await cacache.rm.content(directory, info.integrity);
        return corrupt;
      }
    },
    set: (key, value) => cacache.put(directory, key, String(value)),
    delete: (key) => cacache.rm.entry(directory, key),
    clear: () => cacache.rm.all(directory),
  };
}
