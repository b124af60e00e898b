import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const dist = dirname(fileURLToPath(import.meta.resolve("@secondpass/llamaindex")));

test("the built package loads nothing of LlamaIndex", () => {
  const files = readdirSync(dist).filter((name) => /\.c?js$/.test(name));
  expect(files).toEqual(expect.arrayContaining(["index.js", "index.cjs", "rerank-postprocessor.js"]));
  const code = (name: string) => readFileSync(join(dist, name), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
  const loaded = files.flatMap((name) => [...code(name).matchAll(/(?:from|import|require\() *"([^"]+)"/g)].map(([, id]) => id));
  expect([...new Set(loaded.filter((id) => !id?.startsWith(".")))].sort()).toEqual(["secondpass", "secondpass/adapter"]);
});
