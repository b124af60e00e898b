import { basename, join, sep } from "node:path";
import { RerankError } from "../../contract/index.ts";

/**
 * Where a repository's files lie in the cache, as Python's `huggingface_hub` lays them out:
 *
 *     models--org--name/blobs/<hash>               each content once
 *     models--org--name/snapshots/<commit>/<path>  links to blobs
 *     models--org--name/refs/<branch or tag>       the commit that it stood for
 *     models--org--name/trees/<commit>.json        names, sizes and hashes of all files of a commit
 */
export interface RepositoryCache {
  readonly folder: string;
  blob(hash: string): string;
  /** What has come so far of a blob. Not `<hash>.incomplete`: older versions of `huggingface_hub` append to that, unchecked. */
  partial(hash: string): string;
  lock(hash: string): string;
  snapshot(commit: string): string;
  /** @throws {RerankError} `invalid_config` for a path that leads out of the snapshot */
  file(commit: string, path: string): string;
  ref(revision: string): string;
  tree(commit: string): string;
}

/** The part of the cache that belongs to one repository. */
export function repositoryCache(cacheDir: string, id: string): RepositoryCache {
  const name = ["models", ...id.split("/")].join("--");
  const folder = join(cacheDir, name);
  const snapshot = (commit: string) => join(folder, "snapshots", commit);
  return {
    folder,
    blob: (hash) => join(folder, "blobs", hash),
    partial: (hash) => join(folder, "blobs", `${hash}.secondpass.incomplete`),
    lock: (hash) => join(cacheDir, ".locks", name, `${hash}.secondpass.lock`),
    snapshot,
    file(commit, path) {
      const file = join(snapshot(commit), path);
      if (file.startsWith(snapshot(commit) + sep) && !path.includes("\\")) return file;
      throw new RerankError("invalid_config", `${JSON.stringify(path)} is not a path inside a model's repository`);
    },
    ref: (revision) => join(folder, "refs", ...revision.split("/")),
    tree: (commit) => join(folder, "trees", `${commit}.json`),
  };
}

/** The repository that a folder of the cache belongs to, where it is one of a model. */
export function repositoryOf(folder: string): string | undefined {
  const [kind, ...parts] = basename(folder).split("--");
  return kind === "models" && parts.length > 0 ? parts.join("/") : undefined;
}
