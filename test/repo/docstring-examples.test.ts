import { expect, test } from "vitest";
import { docstringExamples } from "./support/docstring-examples.ts";
import { importOwnNames } from "./support/import-own-names.ts";
import { allPublicNames } from "./support/public-names.ts";
import { runExample } from "./support/run-example.ts";
import { sourceFiles } from "./support/source-file.ts";

// A file that declares something public shows how it is imported; only internal ones are imported for the example.
const publicFiles = new Set(allPublicNames.map(({ path }) => path));

const examples = sourceFiles.flatMap((file) => docstringExamples(file).map((example) => ({ file, ...example })));

for (const { file, at, code } of examples) {
  test(at, { timeout: 60_000 }, async () => {
    expect(code, "an example has no fence").not.toMatch(/^```/m);
    expect(code, "an example shows a value").toMatch(/\/\/ => \S/);
    await runExample(at, publicFiles.has(file.path) ? code : importOwnNames(file, code));
  });
}

test("an example ends where the next tag begins", () => {
  const text =
    "const a = 1;\n/**\n * Adds.\n *\n * @example\n * add(1, 2); // => 3\n *\n * add(2,\n *   2); // => 4\n * @param a\n */";
  expect(docstringExamples({ path: "a.ts", text })).toEqual([
    { at: "a.ts:5", code: "add(1, 2); // => 3\n\nadd(2,\n  2); // => 4" },
  ]);
});

test("an internal example gets what it uses, by path", () => {
  const file = {
    path: "packages/core/src/a.ts",
    text: "export function used() {}\nexport const unused = 1;\nfunction inner() {}",
  };
  expect(importOwnNames(file, "used(inner); // => 1")).toMatch(/^import { used } from "\/.*packages\/core\/src\/a\.ts";\nused/);
});
