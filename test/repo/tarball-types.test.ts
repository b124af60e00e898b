import { readFileSync } from "node:fs";
import { join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { expect, test } from "vitest";
import { runProgram } from "../support/run-program.ts";
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
  const { stdout, stderr } = await runProgram(process.execPath, args, { cwd: root });
  expect(stdout, stderr).toMatch(/^\{/);
  const { analysis, problems = {} } = JSON.parse(stdout) as TypeReport;
  expect(analysis.types).toMatchObject({ kind: "included" });
  // The resolution of Node 10 knows no subpaths; who still uses it has the main entry.
  const open = Object.values(problems).flat();
  expect(open.filter(({ entrypoint, resolutionKind }) => entrypoint === "." || resolutionKind !== "node10")).toEqual([]);
});
