import { expect, test } from "vitest";
import { readRepositoryFile } from "./support/repository.ts";

const [errors = "", warnings = ""] = readRepositoryFile("docs/guides/errors.md").split("Warnings do not stop a call");

/** The words of a union type, from its source: types leave nothing behind to ask. */
function wordsOf(file: string, type: string): string[] {
  const [, union = ""] = readRepositoryFile(`packages/core/src/contract/${file}`).split(`export type ${type} =`);
  return [...(union.split(";")[0] as string).matchAll(/"(\w+)"/g)].map(([, word]) => word as string).sort();
}

const rowsOf = (table: string) => [...table.matchAll(/^\| `(\w+)` \|/gm)].map(([, word]) => word).sort();

test.each([
  ["RerankErrorCode", "rerank-error.ts", errors, "invalid_response"],
  ["WarningCode", "warning.ts", warnings, "missing_scores"],
])("docs/guides/errors.md has every %s, each once", (type, file, table, one) => {
  expect(wordsOf(file, type)).toContain(one);
  expect(rowsOf(table)).toEqual(wordsOf(file, type));
});
