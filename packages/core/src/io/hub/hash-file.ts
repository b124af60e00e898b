import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";

/**
 * Hash of a file of the same kind as the given one: SHA-256 of its bytes, or for 40 digits git's SHA-1 of a blob, which
 * begins with `blob <size>` and a zero byte.
 *
 * @param signal ends it with an `AbortError`: to read gigabytes takes seconds
 */
export async function hashFile(path: string, like: string, signal?: AbortSignal): Promise<string> {
  const isGit = like.length === 40;
  const hash = createHash(isGit ? "sha1" : "sha256");
  if (isGit) hash.update(`blob ${(await stat(path)).size}\0`);
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, signal })) hash.update(chunk as Buffer);
  return hash.digest("hex");
}
