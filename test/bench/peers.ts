import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { peersFolder } from "./paths.ts";

// Newest of each when this was written. Together 700 MB, which is why they are no dependencies of this repository.
const manifest = {
  private: true,
  dependencies: { "@huggingface/transformers": "4.3.1", "@xenova/transformers": "2.17.2" },
  // The image library that it asks for downloads its binaries from elsewhere; newer ones bring them along.
  overrides: { "@xenova/transformers": { sharp: "^0.35.4" } },
};

/** File to import, by peer. */
export type Peers = Record<"transformers" | "xenova", string>;

const entries: Peers = {
  transformers: "node_modules/@huggingface/transformers/dist/transformers.node.mjs",
  xenova: "node_modules/@xenova/transformers/src/transformers.js",
};

/** Installs the packages that secondpass is compared with; nothing where they cannot be had. */
export function installPeers(): Peers | undefined {
  const wanted = JSON.stringify(manifest, null, 2);
  const file = join(peersFolder, "package.json");
  if (!isInstalled() || readFileSync(file, "utf8") !== wanted) {
    mkdirSync(peersFolder, { recursive: true });
    writeFileSync(file, wanted);
    process.stderr.write("installing the packages to compare with, 700 MB, once ...\n");
    const { status } = spawnSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
      cwd: peersFolder,
      shell: process.platform === "win32",
      stdio: ["ignore", process.stderr, "inherit"],
      env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: "skip" },
    });
    if (status !== 0 || !isInstalled()) {
      process.stderr.write("they could not be installed: the rows that compare with them are left out\n");
      return undefined;
    }
  }
  return { transformers: join(peersFolder, entries.transformers), xenova: join(peersFolder, entries.xenova) };
}

function isInstalled(): boolean {
  return Object.values(entries).every((entry) => existsSync(join(peersFolder, entry)));
}
