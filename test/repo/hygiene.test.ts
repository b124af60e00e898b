import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repositoryFiles, root } from "./support/repository.ts";

const registryHost = /\b(registry|npm)\.[\w.-]+\.(org|com|io|dev|net)\b/;
// Not after a letter, a dot or a brace: `../work`, `$HOME/work` and an address's path lead nowhere on one machine only.
const machinePath = /(?<![\w.}\-/])\/(work|root|home)(?=[/"'`\s)]|$)/m;

function findMatches(files: readonly string[], read: (file: string) => string, pattern: RegExp): string[] {
  return files.flatMap((file) => {
    const match = read(file).match(pattern);
    return match ? [`${file}: ${match[0]}`] : [];
  });
}

const readAsText = (file: string) => readFileSync(join(root, file), "latin1");

test("no file names a package registry", () => {
  expect(findMatches(repositoryFiles, readAsText, registryHost)).toEqual([]);
});

test("no file names a folder of one machine", () => {
  expect(findMatches(repositoryFiles, readAsText, machinePath)).toEqual([]);
});

test("registries and folders of one machine are caught where they stand", () => {
  const dot = ".";
  const slash = "/";
  const texts = {
    registry: `https://registry${dot}npmjs${dot}org/secondpass`,
    mirror: `registry=https://npm${dot}example${dot}com`,
    path: `cd ${slash}work/main`,
    home: `"${slash}home/ann/model"`,
    relative: "W=../work and /network and https://example.org/home/ and ./registry.test.ts",
  };
  const read = (name: string) => texts[name as keyof typeof texts];
  expect(findMatches(Object.keys(texts), read, registryHost).map((found) => found.split(":")[0])).toEqual(["registry", "mirror"]);
  expect(findMatches(Object.keys(texts), read, machinePath).map((found) => found.split(":")[0])).toEqual(["path", "home"]);
});

test("no file is a copy of the research data beside the checkout", ({ skip }) => {
  const data = join(root, "../shared/data");
  skip(!existsSync(data), "there is no ../shared/data beside this checkout");
  // Files of a few bytes, such as a tokenizer's map of five special tokens, are alike without being copies.
  const hashesOf = (paths: string[]) => {
    const large = paths.filter((path) => statSync(path).size > 1024);
    return new Map(large.map((path) => [createHash("sha256").update(readFileSync(path)).digest("hex"), path]));
  };
  const listed = readdirSync(data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const foreign = hashesOf(listed.map((entry) => join(entry.parentPath, entry.name)));
  expect(foreign.size).toBeGreaterThan(0);
  const own = hashesOf(repositoryFiles.map((file) => join(root, file)));
  expect([...own].filter(([hash]) => foreign.has(hash)).map(([, path]) => path)).toEqual([]);
});
