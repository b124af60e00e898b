import { realpath } from "node:fs/promises";
import { basename } from "node:path";
import { RerankError } from "../../contract/index.ts";
import { inCache, listSnapshot, readRef, readTree, sizeOf } from "./cache-files.ts";
import { repositoryCache } from "./cache-layout.ts";
import { hashFile } from "./hash-file.ts";
import type { HubSettings } from "./hub-settings.ts";

export interface VerifiedFile {
  path: string;
  /** Where its content lies; what has to be removed for it to be fetched again. */
  location: string;
  bytes?: number;
  /** `unknown`: the cache does not say what the file should be, as in one that holds copies and no list of files. */
  status: "ok" | "wrong_size" | "wrong_hash" | "missing" | "unknown";
}

export interface Verification {
  id: string;
  revision: string;
  commit: string;
  files: VerifiedFile[];
  /** Whether there is a file and none is wrong or missing. */
  isSound: boolean;
}

/**
 * Reads every cached file of a model and compares size and hash with what the Hub had announced. Needs no network.
 *
 * @throws {RerankError} `model_not_found` when nothing of the revision is cached
 */
export async function verifyCached(id: string, revision: string, settings: HubSettings): Promise<Verification> {
  const cache = repositoryCache(settings.cacheDir, id);
  return inCache(cache.folder, async () => {
    const commit = await readRef(cache, revision);
    const paths = commit === undefined ? [] : await listSnapshot(cache, commit);
    if (commit === undefined || paths.length === 0) {
      throw new RerankError(
        "model_not_found",
        `nothing of ${id}@${revision} is in the cache at ${cache.folder}; fetch it with \`secondpass models pull ${id}\``,
      );
    }
    const tree = await readTree(cache, commit);
    const files: VerifiedFile[] = [];
    for (const path of paths.sort()) {
      const listed = tree?.find((file) => file.path === path);
      files.push(await verifyFile(path, cache.file(commit, path), listed));
    }
    const isSound = files.every(({ status }) => status === "ok" || status === "unknown");
    return { id, revision, commit, files, isSound };
  });
}

async function verifyFile(path: string, file: string, listed: { size: number; hash: string } | undefined): Promise<VerifiedFile> {
  const bytes = await sizeOf(file);
  if (bytes === undefined) return { path, location: file, status: "missing" };
  const found = { path, location: await realpath(file), bytes };
  if (listed && bytes !== listed.size) return { ...found, status: "wrong_size" };
  // A blob is named for its hash.
  const hash = listed?.hash ?? basename(found.location);
  if (!/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(hash)) return { ...found, status: "unknown" };
  return { ...found, status: (await hashFile(file, hash)) === hash ? "ok" : "wrong_hash" };
}
