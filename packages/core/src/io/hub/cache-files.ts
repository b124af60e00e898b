import { copyFile, mkdir, readdir, readFile, readlink, rename, rm, stat, symlink } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { isRerankError, RerankError } from "../../contract/index.ts";
import { replaceFile, temporaryName } from "../replace-file.ts";
import type { RepositoryCache } from "./cache-layout.ts";
import type { HubFile } from "./hub-api.ts";
import { isCommit } from "./hub-reference.ts";

/** The commit that a branch or tag stood for when it was last asked. */
export async function readRef(cache: RepositoryCache, revision: string): Promise<string | undefined> {
  if (isCommit(revision)) return revision;
  const text = await readFile(cache.ref(revision), "utf8").catch(ignoreMissing);
  return text !== undefined && isCommit(text.trim()) ? text.trim() : undefined;
}

export async function writeRef(cache: RepositoryCache, revision: string, commit: string): Promise<void> {
  if (isCommit(revision) || (await readRef(cache, revision)) === commit) return;
  await replaceFile(cache.ref(revision), commit);
}

/** The list of files of a commit, which never changes; Python 2.0 keeps the same file. */
export async function readTree(cache: RepositoryCache, commit: string): Promise<HubFile[] | undefined> {
  const text = await readFile(cache.tree(commit), "utf8").catch(ignoreMissing);
  if (text === undefined) return undefined;
  try {
    const { format_version, files } = JSON.parse(text) as TreeJson;
    if (format_version !== 1) return undefined;
    return Object.entries(files).map(([path, entry]) => ({
      path,
      size: entry.lfs_size ?? entry.size,
      hash: entry.lfs_sha256 ?? entry.blob_id,
      gitHash: entry.blob_id,
      ...(entry.xet_hash && { xetHash: entry.xet_hash }),
    }));
  } catch {
    // Whoever wrote it was cut short; it is asked for again.
    return undefined;
  }
}

export async function writeTree(cache: RepositoryCache, commit: string, files: readonly HubFile[]): Promise<void> {
  const json: TreeJson = { format_version: 1, files: {} };
  for (const { path, size, hash, gitHash, xetHash } of files) {
    json.files[path] = {
      size,
      blob_id: gitHash,
      ...(hash !== gitHash && { lfs_sha256: hash, lfs_size: size }),
      ...(xetHash && /^[0-9a-f]{64}$/.test(xetHash) && { xet_hash: xetHash }),
    };
  }
  await replaceFile(cache.tree(commit), JSON.stringify(json, null, 1));
}

interface TreeJson {
  format_version: number;
  files: Record<string, { size: number; blob_id: string; lfs_sha256?: string; lfs_size?: number; xet_hash?: string }>;
}

/** Paths of the files of a snapshot, with forward slashes. */
export async function listSnapshot(cache: RepositoryCache, commit: string): Promise<string[]> {
  const root = cache.snapshot(commit);
  const entries = (await readdir(root, { recursive: true, withFileTypes: true }).catch(ignoreMissing)) ?? [];
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      relative(root, join(entry.parentPath ?? entry.path, entry.name))
        .split("\\")
        .join("/"),
    );
}

/** Size of what lies at a path, links followed. */
export async function sizeOf(path: string): Promise<number | undefined> {
  return (await stat(path).catch(ignoreMissing))?.size;
}

/** Puts a blob into a snapshot under its name. Where links are not allowed, as on some Windows machines, it is a copy. */
export async function linkBlob(cache: RepositoryCache, commit: string, { path, hash }: HubFile): Promise<void> {
  const file = cache.file(commit, path);
  const target = relative(dirname(file), cache.blob(hash));
  if ((await readlink(file).catch(() => undefined)) === target) return;
  await mkdir(dirname(file), { recursive: true });
  const temporary = temporaryName(file);
  try {
    await symlink(target, temporary).catch(() => copyFile(cache.blob(hash), temporary));
    await rename(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Does work in the cache; what the file system refuses becomes an error that says so. */
export async function inCache<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const { code, message, syscall } = cause as NodeJS.ErrnoException;
    if (isRerankError(cause) || code === undefined || syscall === undefined) throw cause;
    throw new RerankError("cache_failed", `the model cache in ${folder} cannot be used: ${message}. ${adviceOn(code)}`, {
      cause,
    });
  }
}

/** What to do about an error of the file system. */
export function adviceOn(code: string): string {
  if (["ENOSPC", "EDQUOT"].includes(code))
    return "The disk is full: make room and try again, the download goes on where it stopped";
  if (["EACCES", "EPERM", "EROFS"].includes(code))
    return "Allow writing there, or choose another folder by HF_HUB_CACHE or cacheDir";
  return "Choose another folder by HF_HUB_CACHE or cacheDir, or remove what is in the way";
}

function ignoreMissing(cause: NodeJS.ErrnoException): undefined {
  if (cause.code === "ENOENT") return undefined;
  throw cause;
}
