import { type ExecFileSyncOptionsWithStringEncoding, execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The repository's root folder. */
export const root: string = join(import.meta.dirname, "../../..");

// What .gitignore leaves out; only asked where git is not there to say.
const ignored = new Set(["node_modules", "dist", ".git", ".cache", ".generated"]);

/** Paths from the root, with forward slashes, of all files that are tracked or would be with the next `git add`. */
export const repositoryFiles: readonly string[] = (listByGit() ?? listByWalk("")).filter((file) => existsSync(join(root, file)));

/** Names of the folders in packages/. */
export const packageFolders: readonly string[] = readdirSync(join(root, "packages"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

export interface PackageManifest {
  name: string;
  version: string;
  exports: Record<string, string | Record<string, Record<string, string>>>;
  bin?: Record<string, string>;
  dependencies?: Record<string, string>;
}

/** The package.json of a folder in packages/. */
export function packageManifest(folder: string): PackageManifest {
  return JSON.parse(readRepositoryFile(`packages/${folder}/package.json`)) as PackageManifest;
}

export function readRepositoryFile(file: string): string {
  return readFileSync(join(root, file), "utf8");
}

function listByGit(): string[] | undefined {
  try {
    const options: ExecFileSyncOptionsWithStringEncoding = { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] };
    // Outside a checkout of its own, git would answer for the repository around this folder.
    if (execFileSync("git", ["rev-parse", "--show-prefix"], options).trim() !== "") return undefined;
    const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], options);
    return [...new Set(listed.split("\0").filter(Boolean))];
  } catch {
    return undefined;
  }
}

function listByWalk(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (ignored.has(entry.name) || entry.name.endsWith(".tgz")) return [];
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    return entry.isDirectory() ? listByWalk(path) : [path];
  });
}
