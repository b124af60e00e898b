import { expect, test } from "vitest";
import { repositoryFiles } from "./support/repository.ts";

// The house has these doors. A new one at the top level is a decision, and is made here.
const allowed = [
  "packages",
  "examples",
  "test",
  "docs",
  "README.md",
  "LICENSE",
  "CHANGELOG.md",
  "CONTRIBUTING.md",
  "package.json",
  "pnpm-workspace.yaml",
  "pnpm-lock.yaml",
  "tsconfig.base.json",
];

test("the top level holds what the design names, and dot-files", () => {
  const present = new Set(repositoryFiles.map((file) => file.split("/")[0] as string).filter((name) => !name.startsWith(".")));
  expect([...present].sort()).toEqual([...allowed].sort());
});
