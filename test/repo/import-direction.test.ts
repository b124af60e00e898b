import { expect, test } from "vitest";
import { findWrongImports } from "./support/find-wrong-imports.ts";
import { packageLayers } from "./support/import-layers.ts";
import { packageFolders } from "./support/repository.ts";
import { sourceFiles } from "./support/source-file.ts";

test("imports flow one way", () => {
  expect(findWrongImports(sourceFiles)).toEqual([]);
});

test("every package has its place in the order", () => {
  expect(packageFolders.filter((folder) => !(folder in packageLayers))).toEqual([]);
});

// Made-up files: each breaks one rule, so the test above is known to be able to fail.
test.each([
  [
    "a lower layer imports a higher one",
    "core/src/rank/a.ts",
    'import { b } from "../scorers/b.ts";',
    "rank may not import scorers",
  ],
  ["also for a type", "core/src/io/a.ts", 'import type { B } from "../config/b.ts";', "io may not import config"],
  ["also for a type in place", "core/src/io/a.ts", 'let b: import("../rank/b.ts").B;', "io may not import rank"],
  ["also lazily", "core/src/stages/a.ts", 'const b = () => import("../config/b.ts");', "stages may not import config"],
  ["also as a re-export", "core/src/scorers/a.ts", 'export * from "../stages/b.ts";', "scorers may not import stages"],
  [
    "the contract imports a builtin",
    "core/src/contract/a.ts",
    'import "node:fs";',
    "contract/ imports no package and no builtin",
  ],
  ["testing imports a scorer", "core/src/testing/a.ts", 'import "../scorers/b.ts";', "testing may not import scorers"],
  ["the public door opens testing", "core/src/index.ts", 'export * from "./testing/b.ts";', "index.ts may not import testing"],
  ["a folder in no layer", "core/src/utils/a.ts", 'import "./b.ts";', "utils is in no layer"],
  ["a scorer imports another", "core/src/scorers/x/a.ts", 'import "../y/b.ts";', "scorers do not import each other"],
  ["a scorer in one file imports another", "core/src/scorers/a.ts", 'import "./b.ts";', "scorers do not import each other"],
  ["core imports an adapter", "core/src/config/a.ts", 'import "@secondpass/langchain";', "core may not import langchain"],
  ["an adapter imports another", "langchain/src/a.ts", 'import "@secondpass/llamaindex";', "langchain may not import llamaindex"],
  ["an adapter imports the command", "langchain/src/a.ts", 'import "@secondpass/cli";', "langchain may not import cli"],
  ["a path around the door", "cli/src/a.ts", 'import "../../core/src/b.ts";', "a relative import stays in its package's src"],
])("%s: caught", (_, path, text, reason) => {
  const [found] = findWrongImports([{ path: `packages/${path}`, text }]);
  expect(found).toContain(reason);
});

test.each([
  ["core/src/scorers/x/a.ts", 'import "../progress.ts"; import "./b.ts"; import "../../rank/index.ts"; import "node:fs";'],
  ["core/src/config/a.ts", 'import "../stages/b.ts"; const load = () => import("@secondpass/model-mini");'],
  ["langchain/src/a.ts", 'import "secondpass/adapter"; import "@langchain/core/documents";'],
  ["cli/src/a.ts", 'import "secondpass"; import "@secondpass/eval";'],
])("%s: allowed", (path, text) => {
  expect(findWrongImports([{ path: `packages/${path}`, text }])).toEqual([]);
});
