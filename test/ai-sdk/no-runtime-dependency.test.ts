import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const dist = dirname(fileURLToPath(import.meta.resolve("@secondpass/ai-sdk")));

test("neither code nor types of the built package need the AI SDK", () => {
  const files = readdirSync(dist).filter((name) => /\.(c?js|d\.c?ts)$/.test(name));
  expect(files).toEqual(expect.arrayContaining(["index.js", "index.cjs", "index.d.ts", "index.d.cts", "reranking-model.js"]));
  const code = (name: string) => readFileSync(join(dist, name), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
  const loaded = files.flatMap((name) => [...code(name).matchAll(/(?:from|import|require\() *"([^"]+)"/g)].map(([, id]) => id));
  expect([...new Set(loaded.filter((id) => !id?.startsWith(".")))].sort()).toEqual(["secondpass", "secondpass/adapter"]);
});
