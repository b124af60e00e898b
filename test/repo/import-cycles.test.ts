import { expect, test } from "vitest";
import { findCycle } from "./support/find-cycle.ts";
import { readImports } from "./support/read-imports.ts";
import { type SourceFile, sourceFiles } from "./support/source-file.ts";

// Lazy imports may close a cycle: a stage's configuration names rerankers, which the registry loads when they are asked for.
function importGraph(files: readonly SourceFile[]): Map<string, string[]> {
  const targets = (file: SourceFile) => readImports(file).filter((found) => found.kind !== "dynamic");
  return new Map(files.map((file) => [file.path, targets(file).map((found) => found.to)]));
}

test("no file imports itself through others", () => {
  expect(findCycle(importGraph(sourceFiles))).toBeUndefined();
});

test("a cycle is caught, also one of types", () => {
  const files = [
    { path: "src/a.ts", text: 'import { b } from "./b.ts";' },
    { path: "src/b.ts", text: 'export * from "./c/index.ts";' },
    { path: "src/c/index.ts", text: 'import type { B } from "../b.ts";' },
  ];
  expect(findCycle(importGraph(files))).toEqual(["src/b.ts", "src/c/index.ts", "src/b.ts"]);
});

test("a diamond and a lazy way back are no cycle", () => {
  const files = [
    { path: "src/a.ts", text: 'import "./b.ts"; import "./c.ts";' },
    { path: "src/b.ts", text: 'import "./d.ts";' },
    { path: "src/c.ts", text: 'import "./d.ts";' },
    { path: "src/d.ts", text: 'const a = () => import("./a.ts");' },
  ];
  expect(findCycle(importGraph(files))).toBeUndefined();
});
