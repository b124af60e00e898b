import { createHash } from "node:crypto";
import { readdir, realpath, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { hashFile } from "../../../io/hub/hash-file.ts";

// A model is opened again and again, by every reranker and every test; its weights are read for their hash once.
const known = new Map<string, Promise<string>>();

/**
 * What a model's scores depend on, as one hash: the content of its files, wherever they lie, and the settings that it is run
 * with. Equal on every machine that has the same files.
 *
 * @param files the graph first, where it is here; files beside it whose names begin like its own hold its weights
 */
export async function modelFingerprint(files: readonly [string, ...string[]], settings: unknown): Promise<string> {
  const [graph] = files;
  const beside = (await readdir(dirname(graph))).filter((name) => name !== basename(graph) && name.startsWith(basename(graph)));
  const weights = beside.sort().map((name) => join(dirname(graph), name));
  const contents = await Promise.all([...files, ...weights].map(contentHash));
  return createHash("sha256")
    .update(JSON.stringify([contents, settings]))
    .digest("base64url");
}

async function contentHash(path: string): Promise<string> {
  const file = await realpath(path);
  const name = basename(file);
  // The Hub's cache calls large files by their hash, and has checked it.
  if (/^[0-9a-f]{64}$/.test(name)) return name;
  const { size, mtimeMs } = await stat(file);
  const version = `${file} ${size} ${mtimeMs}`;
  let hash = known.get(version);
  if (!hash) {
    hash = hashFile(file, "").catch((error) => {
      known.delete(version);
      throw error;
    });
    known.set(version, hash);
  }
  return hash;
}
