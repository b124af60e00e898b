import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { modelDirectory } from "@secondpass/model-mini";

export interface HubRepository {
  /** Files by path at each commit. */
  commits: Record<string, Record<string, Uint8Array>>;
  /** Commits by branch or tag. */
  refs: Record<string, string>;
  /** Who may read it. Default: everybody. `gated` and `private` want the server's token. */
  access?: "gated" | "private";
}

/** Large files, which the Hub keeps on another host under their SHA-256. */
export function isLarge(path: string): boolean {
  return /\.onnx(\.data|_data)?(_\d+)?$/.test(path);
}

/** The Hub's name for a content: SHA-256 of a large file, git's SHA-1 of a small one. */
export function hashOf(path: string, content: Uint8Array): string {
  return isLarge(path) ? createHash("sha256").update(content).digest("hex") : gitHash(content);
}

export function gitHash(content: Uint8Array): string {
  return createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
}

/** A commit's name that depends on its files. */
export function commitOf(files: Record<string, Uint8Array>): string {
  const text = Object.entries(files).map(([path, content]) => `${path} ${hashOf(path, content)}`);
  return createHash("sha1").update(text.sort().join("\n")).digest("hex");
}

/** A repository with one commit, on `main`. */
export function repositoryOf(files: Record<string, Uint8Array>, access?: HubRepository["access"]): HubRepository {
  const commit = commitOf(files);
  return { commits: { [commit]: files }, refs: { main: commit }, ...(access && { access }) };
}

/** The bundled model laid out as on the Hub, its ONNX file under the given paths. */
export async function miniFiles(...modelFiles: string[]): Promise<Record<string, Uint8Array>> {
  const files: Record<string, Uint8Array> = { "README.md": Buffer.from("# a model\n") };
  for (const name of await readdir(modelDirectory)) {
    const content = await readFile(join(modelDirectory, name));
    // Without its model.json it is a model as others are.
    if (name === "model.json") continue;
    for (const path of name === "model.onnx" ? modelFiles : [name]) files[path] = content;
  }
  return files;
}
