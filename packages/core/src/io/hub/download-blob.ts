import { constants } from "node:fs";
import { type FileHandle, mkdir, open, rename, rm, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { RerankError } from "../../contract/index.ts";
import { withRetries } from "../with-retries.ts";
import { inCache, sizeOf } from "./cache-files.ts";
import type { RepositoryCache } from "./cache-layout.ts";
import { withFileLock } from "./file-lock.ts";
import { hashFile } from "./hash-file.ts";
import { type HubFile, isWebPage, resolveUrl } from "./hub-api.ts";
import { connectionError, describe, type RequestSubject, toHubError, webPageError } from "./hub-errors.ts";
import { type HubResponse, sendHubRequest } from "./hub-request.ts";
import type { HubSettings } from "./hub-settings.ts";

export interface BlobJob {
  id: string;
  commit: string;
  file: HubFile;
  cache: RepositoryCache;
  settings: HubSettings;
  /** Called with the bytes of this file that are there. */
  onBytes(bytes: number): void;
}

/**
 * Brings a blob into the cache, whole and checked, or not at all: what arrives goes into a file of its own, from where an
 * earlier try left off, and takes its place by a rename when size and hash are right.
 *
 * @throws {RerankError} `download_failed`, `access_denied`, `model_not_found`, `hash_mismatch`, `cache_failed`
 */
export async function downloadBlob(job: BlobJob): Promise<void> {
  const { cache, file, onBytes } = job;
  const isThere = async () => (await sizeOf(cache.blob(file.hash))) === file.size;
  await inCache(cache.folder, async () => {
    if (!(await isThere())) {
      await mkdir(dirname(cache.blob(file.hash)), { recursive: true });
      await withFileLock(
        cache.lock(file.hash),
        async () => {
          // Another process may have brought it meanwhile.
          if (!(await isThere())) await fetchAndCheck(job);
        },
        { signal: job.settings.signal },
      );
    }
    onBytes(file.size);
  });
}

async function fetchAndCheck(job: BlobJob): Promise<void> {
  const { cache, file } = job;
  const partial = cache.partial(file.hash);
  // Once more from the beginning, in case what was there before is what is wrong.
  for (const isLast of [false, true]) {
    await checkSpace(job, (await sizeOf(partial)) ?? 0);
    await fetchRest(job);
    const actual = await hashFile(partial, file.hash, job.settings.signal);
    if (actual === file.hash) return rename(partial, cache.blob(file.hash));
    await rm(partial, { force: true });
    if (isLast) {
      throw new RerankError(
        "hash_mismatch",
        `${describe(subjectOf(job))} has the hash ${actual}, but the Hub announced ${file.hash}: it was changed on the way; nothing was kept`,
        { provider: "hub" },
      );
    }
  }
}

async function fetchRest(job: BlobJob): Promise<void> {
  const { settings, file, cache } = job;
  // Neither "a" nor "w": beside another process, bytes written to their own places are the same bytes.
  const handle = await open(cache.partial(file.hash), constants.O_RDWR | constants.O_CREAT, 0o644);
  let arrived = 0;
  let before = 0;
  try {
    await withRetries({ ...settings, hasProgressed: () => arrived > before }, async () => {
      before = arrived;
      const { size } = await handle.stat();
      if (size === file.size) return;
      // More than all cannot be a beginning.
      if (size > file.size) await handle.truncate(0);
      await fetchFrom(size > file.size ? 0 : size, handle, job, (bytes) => {
        arrived += bytes;
      });
    });
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function fetchFrom(start: number, handle: FileHandle, job: BlobJob, onArrived: (bytes: number) => void): Promise<void> {
  const { id, commit, file, settings, onBytes } = job;
  const subject = subjectOf(job);
  const headers: Record<string, string> = start > 0 ? { range: `bytes=${start}-` } : {};
  const answer = await sendHubRequest(
    { method: "GET", url: resolveUrl(id, commit, file.path, settings), headers, subject },
    settings,
  );
  try {
    const { response } = answer;
    let position = await startOf(response, start, handle, job);
    onBytes(position);
    for await (const chunk of chunksOf(answer, subject, settings)) {
      if (position + chunk.length > file.size) {
        await handle.truncate(0);
        throw tooLong(job);
      }
      await writeAll(handle, chunk, position);
      position += chunk.length;
      onArrived(chunk.length);
      onBytes(position);
    }
    if (position < file.size) {
      throw connectionError(new Error(`it ended after ${position} of ${file.size} bytes`), subject, settings);
    }
  } finally {
    answer.end();
  }
}

/** A disk that is nearly full takes a part without complaint; it says so at the rest. */
async function writeAll(handle: FileHandle, chunk: Uint8Array, position: number): Promise<void> {
  let written = 0;
  while (written < chunk.length) {
    const { bytesWritten } = await handle.write(chunk, written, chunk.length - written, position + written);
    written += bytesWritten;
  }
}

/** Where the body's first byte belongs: a server may ignore what was asked of it and begin anew. */
async function startOf(response: Response, start: number, handle: FileHandle, job: BlobJob): Promise<number> {
  const { file, settings } = job;
  const subject = subjectOf(job);
  if (!response.ok) {
    if (response.status === 416) await handle.truncate(0);
    const error = toHubError(response, subject, settings);
    throw response.status === 416 ? connectionError(error, subject, settings) : error;
  }
  if (isWebPage(response) && !/\.html?$/.test(file.path)) throw webPageError(subject, settings);
  if (response.status === 206 && response.headers.get("content-range")?.startsWith(`bytes ${start}-`)) return start;
  if (response.status === 206) throw connectionError(new Error("it sent another part than was asked for"), subject, settings);
  await handle.truncate(0);
  return 0;
}

async function* chunksOf(answer: HubResponse, subject: RequestSubject, settings: HubSettings): AsyncGenerator<Uint8Array> {
  const reader = answer.response.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read().catch((cause) => {
      throw connectionError(cause, subject, settings);
    });
    if (done) return;
    answer.alive();
    yield value;
  }
}

function tooLong(job: BlobJob): RerankError {
  return new RerankError(
    "hash_mismatch",
    `${describe(subjectOf(job))} is longer than the ${job.file.size} bytes that the Hub announced`,
    {
      provider: "hub",
    },
  );
}

async function checkSpace({ cache, file }: BlobJob, present: number): Promise<void> {
  const folder = dirname(cache.blob(file.hash));
  const { bavail, bsize } = await statfs(folder);
  const needed = file.size - present;
  if (needed <= bavail * bsize) return;
  throw new RerankError(
    "cache_failed",
    `${file.path} needs ${needed} bytes and the disk of ${folder} has ${bavail * bsize} left; make room, or choose another folder by HF_HUB_CACHE or cacheDir`,
  );
}

function subjectOf({ id, commit, file }: BlobJob): RequestSubject {
  return { id, revision: commit, file: file.path };
}
