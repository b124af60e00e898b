import { expect, test } from "vitest";
import { readRepositoryFile, repositoryFiles } from "./support/repository.ts";

// `skip(condition, "reason")` inside a test carries its reason into the log; these forms leave tests out without a word.
const silent = /\b(test|it|describe|suite)(\.\w+)*\.(skip|skipIf|runIf|todo|only|fails)\b/;

test("no test is left out without a written reason", () => {
  // The reporter's own test has to show what a silent skip looks like.
  const files = repositoryFiles.filter((file) => file.endsWith(".test.ts") && file !== "test/repo/summary-reporter.test.ts");
  expect(files).toContain("test/repo/written-skips.test.ts");
  expect(files.filter((file) => silent.test(readRepositoryFile(file)))).toEqual([]);
});

test.each(["skip", "concurrent.skip", "skipIf", "todo", "only"])("test.%s is caught", (form) => {
  expect(silent.test(`test.${form}("name", () => {});`)).toBe(true);
  expect(silent.test(`${form}(condition, "reason")`)).toBe(false);
});
