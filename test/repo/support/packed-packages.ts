import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { runToSuccess } from "../../support/run-program.ts";
import { packageFolders, packageManifest, root } from "./repository.ts";

export interface PackedPackage {
  /** Folder in packages/. */
  folder: string;
  tarball: string;
  files: string[];
}

/** Packs every package as it would be published, before the tests of the calling file; answers by folder. */
export function packPackages(): (folder: string) => PackedPackage {
  const packed = new Map<string, PackedPackage>();
  const destination = mkdtempSync(join(tmpdir(), "secondpass-pack-"));
  beforeAll(async () => {
    const args = [join(root, ".repo/pnpm.mjs"), "-r", "pack", "--json", "--pack-destination", destination];
    const answer = JSON.parse(await runToSuccess(process.execPath, args, { cwd: root })) as PackAnswer[];
    for (const folder of packageFolders) {
      const { name } = packageManifest(folder);
      const found = answer.find((candidate) => candidate.name === name);
      if (found) packed.set(folder, { folder, tarball: found.filename, files: found.files.map((file) => file.path) });
    }
  }, 120_000);
  afterAll(() => rmSync(destination, { recursive: true, force: true }));
  return (folder) => {
    const found = packed.get(folder);
    if (!found) throw new Error(`packages/${folder} was not packed`);
    return found;
  };
}

interface PackAnswer {
  name: string;
  filename: string;
  files: { path: string }[];
}
