import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { runToSuccess } from "../support/run-program.ts";
import { newProject } from "./support/new-project.ts";

// The model package is the only dependency of core that no registry has yet.
const project = newProject(["model-mini", "core"], []);
const { folder: cwd } = project;

beforeEach(({ skip }) => project.skipWithoutRegistry(skip));

const programs = [
  ["an ES module", "program.mjs", 'import { createReranker, isRerankError } from "secondpass";'],
  ["CommonJS", "program.cjs", 'const { createReranker, isRerankError } = require("secondpass");'],
] as const;

function runFile(name: string, code: string): Promise<string> {
  writeFileSync(join(cwd, name), code);
  return runToSuccess(process.execPath, [name], { cwd });
}

test("core brings no runtime of its own", () => {
  expect(existsSync(join(cwd, "node_modules/secondpass/package.json"))).toBe(true);
  for (const name of ["onnxruntime-node", "onnxruntime-web"]) expect(existsSync(join(cwd, "node_modules", name))).toBe(false);
});

test.each(programs)("what needs no runtime works: %s", async (_, name, imports) => {
  const code = `${imports} createReranker("lexical")
    .then((reranker) => reranker.rerank("rust", ["iron", "rust"]))
    .then(({ results }) => console.log(results[0].document));`;
  expect(await runFile(name, code)).toBe("rust\n");
});

const missing = [
  [
    "auto",
    /onnxruntime-node is not installed, and onnxruntime-web is not .*npm install onnxruntime-node`.*npm install onnxruntime-web`/,
  ],
  ["native", /^the package onnxruntime-node is not installed: run `npm install onnxruntime-node`/],
  ["wasm", /^the package onnxruntime-web is not installed: run `npm install onnxruntime-web`/],
] as const;

for (const [runtime, words] of missing) {
  test.each(programs)(
    `the runtime ${runtime}: the local model says what is missing and how to get it: %s`,
    async (_, name, imports) => {
      const code = `${imports} createReranker({ local: { runtime: "${runtime}" } }).then(
      () => console.log("no error"),
      (error) => console.log(JSON.stringify({ marked: isRerankError(error), ...error.toJSON() })));`;
      const error = JSON.parse(await runFile(name, code)) as unknown;
      expect(error).toMatchObject({ marked: true, code: "missing_peer", message: expect.stringMatching(words) });
    },
  );
}
