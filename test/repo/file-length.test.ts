import { expect, test } from "vitest";
import { type SourceFile, sourceFiles } from "./support/source-file.ts";

const maxLines = 200;

function findLongFiles(files: readonly SourceFile[]): string[] {
  const lengths = files.map(({ path, text }) => ({ path, lines: text.trimEnd().split("\n").length }));
  return lengths.filter(({ lines }) => lines > maxLines).map(({ path, lines }) => `${path}: ${lines} lines`);
}

test(`no source file is longer than ${maxLines} lines`, () => {
  expect(findLongFiles(sourceFiles)).toEqual([]);
});

test("the limit itself is allowed, one line more is not", () => {
  const file = (lines: number) => ({ path: `${lines}.ts`, text: "a;\n".repeat(lines) });
  expect(findLongFiles([file(200), file(201)])).toEqual(["201.ts: 201 lines"]);
});
