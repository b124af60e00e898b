import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runToSuccess } from "../support/run-program.ts";
import { packageFolders, packageManifest, root } from "./support/repository.ts";

const doors = packageFolders.flatMap((folder) => {
  const { name, exports } = packageManifest(folder);
  return Object.entries(exports).map(([subpath, target]) => ({ folder, specifier: name + subpath.slice(1), target }));
});
const modules = doors.filter(({ target }) => typeof target !== "string");

test.each(doors)("$specifier points at built files", ({ folder, target }) => {
  const files = typeof target === "string" ? [target] : Object.values(target).flatMap((condition) => Object.values(condition));
  expect(files.filter((file) => !existsSync(join(root, "packages", folder, file)))).toEqual([]);
});

test.each(modules)("$specifier loads in both module systems, with the same names", async ({ folder, specifier }) => {
  // A package may import itself by name, so its own folder sees it as a user's project would.
  const cwd = join(root, "packages", folder);
  const list = "(names) => console.log(Object.keys(names).filter((name) => !name.includes('module.exports')).sort().join())";
  const esm = `import(${JSON.stringify(specifier)}).then(${list})`;
  const cjs = `(${list})(require(${JSON.stringify(specifier)}))`;
  const [imported, required] = await Promise.all([
    runToSuccess(process.execPath, ["--input-type=module", "--eval", esm], { cwd }),
    runToSuccess(process.execPath, ["--input-type=commonjs", "--eval", cjs], { cwd }),
  ]);
  expect(imported.trim()).not.toBe("");
  expect(required).toBe(imported);
});

const commands = packageFolders.flatMap((folder) =>
  Object.values(packageManifest(folder).bin ?? {}).map((file) => ({ folder, file })),
);

test.each(commands)("packages/$folder: the command $file is a program", ({ folder, file }) => {
  expect(readFileSync(join(root, "packages", folder, file), "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
});
