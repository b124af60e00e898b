import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { expect, test } from "vitest";
import { packPackages } from "./support/packed-packages.ts";
import { packageFolders, packageManifest, root } from "./support/repository.ts";

const packed = packPackages();
const attw = join(root, "node_modules/@arethetypeswrong/cli/dist/index.js");

interface TypeReport {
  analysis: { types: false | object };
  problems?: Record<string, { kind: string; entrypoint?: string; resolutionKind?: string }[]>;
}

test.each(packageFolders)("%s is packed as publint wants it, suggestions included", async (folder) => {
  const bytes = readFileSync(packed(folder).tarball);
  const { messages, pkg } = await publint({ strict: true, pack: { tarball: new Uint8Array(bytes).buffer } });
  expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([]);
});

const typed = packageFolders.filter((folder) => "." in packageManifest(folder).exports);

test.each(typed)("the types of %s resolve in every mode", { timeout: 60_000 }, async (folder) => {
  const args = [attw, packed(folder).tarball, "--format", "json", "--no-definitely-typed"];
  // Into a file: the program ends before a pipe has taken all of a long report.
  const report = join(mkdtempSync(join(tmpdir(), "types-")), "report.json");
  const file = openSync(report, "w");
  const { stderr } = spawnSync(process.execPath, args, { cwd: root, stdio: ["ignore", file, "pipe"], encoding: "utf8" });
  closeSync(file);
  const stdout = readFileSync(report, "utf8");
  expect(stdout, stderr).toMatch(/^\{/);
  const { analysis, problems = {} } = JSON.parse(stdout) as TypeReport;
  expect(analysis.types).toMatchObject({ kind: "included" });
  // The resolution of Node 10 knows no subpaths; who still uses it has the main entry.
  const open = Object.values(problems).flat();
  expect(open.filter(({ entrypoint, resolutionKind }) => entrypoint === "." || resolutionKind !== "node10")).toEqual([]);
});
