import { join } from "node:path";
import { expect, test } from "vitest";
import { runProgram } from "../support/run-program.ts";
import { readRepositoryFile, root } from "./support/repository.ts";

const run = join(root, ".repo/run.mjs");

test.each([[[]], [["deploy"]], [["toString"]]])(
  "an unknown command %j is a usage error that lists the known ones",
  async (args) => {
    const { code, stdout, stderr } = await runProgram(process.execPath, [run, ...args], { cwd: root });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("demo|test|build|check|format");
  },
);

test.each(["run.mjs", "pnpm.mjs"])(".repo/%s stays small and needs nothing but Node", (file) => {
  const text = readRepositoryFile(`.repo/${file}`);
  expect(text.split("\n").length).toBeLessThan(100);
  const modules = [...text.matchAll(/ from "(.+)"/g)].map((found) => found[1]);
  expect(modules.length).toBeGreaterThan(0);
  expect(modules.filter((name) => !name?.startsWith("node:"))).toEqual([]);
});

test("pnpm is pinned to an exact version", () => {
  const { packageManager } = JSON.parse(readRepositoryFile("package.json")) as { packageManager: string };
  expect(packageManager).toMatch(/^pnpm@\d+\.\d+\.\d+$/);
});
