import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { inCache, listSnapshot, readRef } from "./cache-files.ts";
import { repositoryCache, repositoryOf } from "./cache-layout.ts";
import type { HubSettings } from "./hub-settings.ts";

/** A repository of which the cache holds an ONNX file. */
export interface CachedModel {
  id: string;
  /** Commits with an ONNX file, and the one that `main` stood for. */
  commits: string[];
  main?: string;
}

/** Models in the cache, whoever fetched them. */
export async function listCached({ cacheDir }: HubSettings): Promise<CachedModel[]> {
  return inCache(cacheDir, async () => {
    const models: CachedModel[] = [];
    for (const folder of (await namesIn(cacheDir)).sort()) {
      const id = repositoryOf(folder);
      if (id === undefined) continue;
      const cache = repositoryCache(cacheDir, id);
      const commits: string[] = [];
      for (const commit of await namesIn(join(cache.folder, "snapshots"))) {
        if ((await listSnapshot(cache, commit)).some((path) => path.endsWith(".onnx"))) commits.push(commit);
      }
      const main = await readRef(cache, "main");
      if (commits.length > 0) models.push({ id, commits, ...(main && { main }) });
    }
    return models;
  });
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT" || cause.code === "ENOTDIR") return [];
    throw cause;
  });
}
