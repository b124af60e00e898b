import { isRerankError, RerankError, type Warning } from "../../contract/index.ts";
import { inCache, linkBlob, listSnapshot, readRef, readTree, sizeOf, writeRef, writeTree } from "./cache-files.ts";
import { type RepositoryCache, repositoryCache } from "./cache-layout.ts";
import { type ChosenFiles, chooseFiles, type FileWish } from "./choose-files.ts";
import { downloadBlob } from "./download-blob.ts";
import { type HubFile, listFiles, resolveCommit } from "./hub-api.ts";
import type { HubSettings } from "./hub-settings.ts";

/** How far a download is. */
export interface DownloadProgress {
  /** Repository and file that is being fetched. */
  id: string;
  file: string;
  /** Bytes of all files of the model that are there, and that there will be. */
  receivedBytes: number;
  totalBytes: number;
}

export interface HubModelRequest extends FileWish {
  id: string;
  revision: string;
  settings: HubSettings;
  onDownload?: (progress: DownloadProgress) => void;
  /** Ends it at once; what has come of a file is kept. */
  signal?: AbortSignal;
}

/** A model in the cache, all its files there. */
export interface HubModel {
  directory: string;
  modelFile: string;
  commit: string;
  warnings: Warning[];
}

/**
 * Makes sure that a model's files are in the cache. A commit that is there needs no network; a branch or tag is asked for
 * first, and taken as the cache knows it where the Hub does not answer.
 *
 * @throws {RerankError} `offline`, `model_not_found`, `access_denied`, `download_failed`, `hash_mismatch`, `cache_failed`; the
 * signal's reason after an abort
 */
export async function fetchHubModel(request: HubModelRequest): Promise<HubModel> {
  const { settings, signal } = request;
  try {
    signal?.throwIfAborted();
    return await findOrFetch({ ...request, settings: { ...settings, signal } });
  } catch (error) {
    // An abort shows in many ways below, as a connection that broke off among others.
    signal?.throwIfAborted();
    throw error;
  }
}

async function findOrFetch(request: HubModelRequest): Promise<HubModel> {
  const { id, revision, settings, signal } = request;
  const cache = repositoryCache(settings.cacheDir, id);
  const known = await inCache(cache.folder, () => readRef(cache, revision));
  if (settings.isOffline) return (await findCached(cache, known, request)) ?? Promise.reject(offlineError(cache, request));
  if (known === revision) return (await findCached(cache, known, request)) ?? (await fetchCommit(cache, known, request));
  // What the branch had before: whatever is wrong with it now may be right in what it has since.
  const cached = await findCached(cache, known, request).catch(() => undefined);
  try {
    // Without network nobody should wait long for a model that is there.
    const attempts = cached ? 1 : Math.min(settings.attempts, 3);
    return await fetchCommit(cache, await resolveCommit(id, revision, { ...settings, attempts }), request);
  } catch (error) {
    if (signal?.aborted || !cached || !isRerankError(error) || error.code !== "download_failed") throw error;
    const message = `${error.message}; ${id}@${revision} was taken from the cache as it was at ${cached.commit}`;
    return { ...cached, warnings: [{ code: "hub_unreachable", message }] };
  }
}

async function fetchCommit(cache: RepositoryCache, commit: string, request: HubModelRequest): Promise<HubModel> {
  const { id, revision, settings, onDownload, signal } = request;
  const stored = await inCache(cache.folder, () => readTree(cache, commit));
  const tree = stored ?? (await listFiles(id, commit, settings));
  const chosen = chooseFiles(paths(tree), request, `${id}@${revision}`);
  const files = chosen.files.map((path) => tree.find((file) => file.path === path) as HubFile);
  const isThere = async (file: HubFile) => (await sizeOf(cache.file(commit, file.path))) === file.size;

  const totalBytes = files.reduce((sum, { size }) => sum + size, 0);
  let before = 0;
  for (const file of files) {
    const onBytes = (bytes: number) => onDownload?.({ id, file: file.path, receivedBytes: before + bytes, totalBytes });
    await inCache(cache.folder, async () => {
      signal?.throwIfAborted();
      if (await isThere(file)) return;
      await downloadBlob({ id, commit, file, cache, settings, onBytes });
      await linkBlob(cache, commit, file);
    });
    before += file.size;
  }
  // Last, so that a branch never stands for a commit that is there only in part. A cache that is complete may be read-only.
  const notes = inCache(cache.folder, async () => {
    if (!stored) await writeTree(cache, commit, tree);
    await writeRef(cache, revision, commit);
  });
  await notes.catch(() => undefined);
  return { directory: cache.snapshot(commit), modelFile: chosen.modelFile, commit, warnings: [] };
}

/** What the cache has of a commit, if that is all that is needed. */
async function findCached(
  cache: RepositoryCache,
  commit: string | undefined,
  request: HubModelRequest,
): Promise<HubModel | undefined> {
  if (commit === undefined) return undefined;
  return inCache(cache.folder, async () => {
    const tree = await readTree(cache, commit);
    let chosen: ChosenFiles;
    try {
      chosen = chooseFiles(tree ? paths(tree) : await listSnapshot(cache, commit), request, request.id);
    } catch (error) {
      // The Hub's own list says that there is no such file; a list of what was fetched says nothing.
      if (tree) throw error;
      return undefined;
    }
    for (const path of chosen.files) {
      const size = await sizeOf(cache.file(commit, path));
      if (size === undefined || (tree && size !== tree.find((file) => file.path === path)?.size)) return undefined;
    }
    return { directory: cache.snapshot(commit), modelFile: chosen.modelFile, commit, warnings: [] };
  });
}

function offlineError(cache: RepositoryCache, { id, revision, dtype, file }: HubModelRequest): RerankError {
  const options = [
    revision === "main" ? "" : ` --revision ${revision}`,
    dtype && !file ? ` --dtype ${dtype}` : "",
    file ? ` --file ${file}` : "",
  ];
  return new RerankError(
    "offline",
    `${id}@${revision} is not in the cache, or not all of it, and HF_HUB_OFFLINE is set. On a machine with network run ` +
      `\`secondpass models pull ${id}${options.join("")}\` and bring ${cache.folder} here`,
  );
}

function paths(tree: readonly HubFile[]): string[] {
  return tree.map(({ path }) => path);
}
