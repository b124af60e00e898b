import { expect, test } from "vitest";
import { readImports } from "./support/read-imports.ts";
import { type SourceFile, sourceFiles } from "./support/source-file.ts";

// Loading secondpass must load no runtime and no framework's umbrella package: who uses a hosted provider has none of them.
const neverStatic =
  /^(onnxruntime-node|onnxruntime-web|llamaindex|@llamaindex\/.+|cohere-ai|ai|@ai-sdk\/.+|@aws-sdk\/.+|google-auth-library)(\/|$)/;
const neverFromEval = /^(@observablehq\/plot|linkedom|d3.*)(\/|$)/;
const neverFromCore = /^(onnxruntime-node|onnxruntime-web|@huggingface\/tokenizers|@secondpass\/model-mini)(\/|$)/;

function findStaticImports(files: readonly SourceFile[], name: RegExp): string[] {
  const found = files.flatMap(readImports).filter(({ kind, to }) => kind === "static" && name.test(to));
  return found.map(({ from, to }) => `${from} imports ${to}`);
}

/** The files that are loaded together with `entry`. */
function loadedWith(entry: string, files: readonly SourceFile[]): SourceFile[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const loaded = new Set<string>();
  const waiting = [entry];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const file = byPath.get(path);
    if (!file || loaded.has(path)) continue;
    loaded.add(path);
    waiting.push(...readImports(file).flatMap(({ kind, to }) => (kind === "static" ? [to] : [])));
  }
  return files.filter((file) => loaded.has(file.path));
}

test("runtimes and umbrella packages are imported lazily or as types", () => {
  expect(findStaticImports(sourceFiles, neverStatic)).toEqual([]);
});

test("the public door of core loads neither tokenizer nor runtime nor model", () => {
  const loaded = loadedWith("packages/core/src/index.ts", sourceFiles);
  expect(loaded.map((file) => file.path)).toContain("packages/core/src/config/create-reranker.ts");
  expect(findStaticImports(loaded, neverFromCore)).toEqual([]);
});

test("the door of eval loads nothing that draws: evaluating without a report needs none of it", () => {
  const loaded = loadedWith("packages/eval/src/index.ts", sourceFiles);
  expect(loaded.map((file) => file.path)).toContain("packages/eval/src/report/plots/painter.ts");
  expect(findStaticImports(loaded, neverFromEval)).toEqual([]);
});

test("a static import is caught wherever it hides, a lazy or erased one is not", () => {
  const a = { path: "src/a.ts", text: 'export * from "./b.ts"; const later = () => import("./c.ts");' };
  const b = { path: "src/b.ts", text: 'import { type Tensor } from "onnxruntime-node"; import type {} from "cohere-ai";' };
  const c = { path: "src/c.ts", text: 'import "@huggingface/tokenizers"; import "@llamaindex/core/schema";' };
  expect(findStaticImports([a, b, c], neverStatic)).toEqual([
    "src/b.ts imports onnxruntime-node",
    "src/c.ts imports @llamaindex/core/schema",
  ]);
  expect(findStaticImports(loadedWith("src/a.ts", [a, b, c]), neverFromCore)).toEqual(["src/b.ts imports onnxruntime-node"]);
});
