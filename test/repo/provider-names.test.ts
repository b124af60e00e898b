import { providerNames } from "secondpass";
import ts from "typescript";
import { expect, test } from "vitest";
import { readImports } from "./support/read-imports.ts";
import { type SourceFile, sourceFiles } from "./support/source-file.ts";

// Framework packages translate and delegate: which reranker it is, they are told. Comments and docstrings may show one.
const frameworkFile = /^packages\/(langchain|llamaindex|ai-sdk)\/src\//;
const doors = ["secondpass", "secondpass/adapter", "secondpass/rank"];

function findProviderNames(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const specs = stringsOf(file).filter((text) => providerNames.includes(text.split(":")[0] as string));
    const imports = readImports(file).filter(({ to }) => to.startsWith("secondpass"));
    const wrongDoors = imports.filter(({ to }) => !doors.includes(to)).map(({ to }) => to);
    // `createLexicalReranker` names a provider as well.
    const factories = imports.flatMap(({ names }) => names.filter((name) => /^create\w+Reranker$/.test(name)));
    return [...specs, ...wrongDoors, ...factories].map((found) => `${file.path}: ${found}`);
  });
}

function stringsOf({ path, text }: SourceFile): string[] {
  const strings: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) strings.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.ESNext));
  return strings;
}

test("framework packages name no provider", () => {
  expect(findProviderNames(sourceFiles.filter(({ path }) => frameworkFile.test(path)))).toEqual([]);
});

test.each([
  ["a spec", 'createReranker("local:mini");', "local:mini"],
  ["a spec in parts", "createReranker(`local:$" + "{model}`);", "local:"],
  ["a bare name", 'if (id === "lexical") return;', "lexical"],
  ["a provider's own door", 'import { createCrossEncoder } from "secondpass/cross-encoder";', "secondpass/cross-encoder"],
  ["a provider's factory", 'import { createLexicalReranker as make } from "secondpass";', "createLexicalReranker"],
])("%s is caught", (_, text, found) => {
  expect(findProviderNames([{ path: "a.ts", text }])).toEqual([`a.ts: ${found}`]);
});

test("a comment and a configuration handed on are not", () => {
  const text = '/** `createReranker("local")` */ import { createReranker } from "secondpass"; createReranker(config);';
  expect(findProviderNames([{ path: "a.ts", text }])).toEqual([]);
});
