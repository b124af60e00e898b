import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, type TestContext } from "vitest";
import { runProgram, runToSuccess } from "../../support/run-program.ts";
import { type PackedPackage, packPackages } from "./packed-packages.ts";
import { root } from "./repository.ts";

export interface NewProject {
  folder: string;
  /** Skips a test of a project that could not be installed here. */
  skipWithoutRegistry(skip: TestContext["skip"]): void;
}

/** Installs packed packages, and others by spec, into an empty project, as somebody new would do; before the calling file's tests. */
export function newProject(packages: readonly string[], others: readonly string[]): NewProject {
  const packed = packPackages();
  const folder = mkdtempSync(join(tmpdir(), "secondpass project "));
  let isInstalled = false;
  beforeAll(async () => {
    if (!(await isRegistryInReach(folder))) return;
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "new-project", private: true }));
    const tarballs = packages.map(packed).map(({ tarball }: PackedPackage) => tarball);
    const args = ["install", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error", ...tarballs, ...others];
    // The runtime's own script would fetch binaries for graphics cards from elsewhere; the one for the CPU is in the package.
    await runToSuccess("npm", args, {
      cwd: folder,
      environment: { ONNXRUNTIME_NODE_INSTALL: "skip", ONNXRUNTIME_NODE_INSTALL_CUDA: "skip" },
    });
    isInstalled = true;
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    folder,
    skipWithoutRegistry: (skip) => skip(!isInstalled, "the npm registry cannot be reached, so nothing can be installed"),
  };
}

/** `name@version` of a package as the repository has it. */
export function asInstalledHere(name: string): string {
  // Not every package lets its package.json be resolved, so it is read where pnpm has linked it.
  const { version } = createRequire(import.meta.url)(join(root, "node_modules", name, "package.json")) as { version: string };
  return `${name}@${version}`;
}

async function isRegistryInReach(cwd: string): Promise<boolean> {
  const args = ["view", "typescript", "version", "--prefer-online", "--fetch-retries=1", "--fetch-timeout=15000"];
  return (await runProgram("npm", args, { cwd })).code === 0;
}
