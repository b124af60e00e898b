import { expect, test } from "vitest";
import { fencedBlocks } from "./support/fenced-blocks.ts";
import { readRepositoryFile, repositoryFiles } from "./support/repository.ts";
import { runExample } from "./support/run-example.ts";

// A block that needs a key, a network or a framework that is not installed here says so: ```ts no-run
const pages = repositoryFiles.filter((file) => /^(README\.md|packages\/[^/]+\/README\.md|docs\/.+\.md)$/.test(file));
const blocks = pages.flatMap((page) => fencedBlocks(readRepositoryFile(page)).map((block) => ({ page, ...block })));
const programs = blocks.filter(({ info }) => /^(ts|typescript)\b/.test(info) && !/\bno-run\b/.test(info));

test("the README begins with a program that runs", () => {
  const first = blocks.find(({ page, info }) => page === "README.md" && info.startsWith("ts"));
  expect(programs).toContain(first);
});

for (const { page, line, code } of programs) {
  test(`${page}:${line}`, { timeout: 60_000 }, () => runExample(`${page}:${line}`, code));
}

test("blocks are found with their info, also indented and nested", () => {
  const page = "a\n```ts\nb;\n```\n- c\n  ```ts no-run\n  d;\n    e;\n  ```\n````md\n```ts\nf;\n```\n````";
  expect(fencedBlocks(page)).toEqual([
    { line: 2, info: "ts", code: "b;" },
    { line: 6, info: "ts no-run", code: "d;\n  e;" },
    { line: 10, info: "md", code: "```ts\nf;\n```" },
  ]);
  expect(() => fencedBlocks("```ts\na;")).toThrow("line 1");
});
