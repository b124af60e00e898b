import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { runProgram, runToSuccess } from "../support/run-program.ts";
import { assertValues } from "./support/assert-values.ts";
import { consumer, consumerOptions } from "./support/consumer.ts";
import { fencedBlocks } from "./support/fenced-blocks.ts";
import { asInstalledHere, newProject } from "./support/new-project.ts";
import { packageFolders, readRepositoryFile, root } from "./support/repository.ts";
import { toCommonJs, toEsModule } from "./support/to-common-js.ts";

const others = ["onnxruntime-node", "@langchain/core", "@types/node"];
const project = newProject(packageFolders, others.map(asInstalledHere));
const { folder: cwd } = project;

beforeEach(({ skip }) => project.skipWithoutRegistry(skip));

function runFile(name: string, text: string): Promise<string> {
  writeFileSync(join(cwd, name), text);
  return runToSuccess(process.execPath, [name], { cwd });
}

test("the README's first program runs, as it stands and in CommonJS", { timeout: 60_000 }, async () => {
  const [first] = fencedBlocks(readRepositoryFile("README.md")).filter(({ info }) => /^ts\b/.test(info));
  const code = first?.code ?? "";
  const printed = await runFile("program.mjs", toEsModule(code));
  expect(await runFile("program.cjs", toCommonJs(code))).toBe(printed);
  // Whatever values it promises are checked too.
  await runFile("checked.mjs", toEsModule(assertValues(code)));
  expect(code).toContain('from "secondpass"');
});

test("a strict consumer type-checks, from both module systems", { timeout: 120_000 }, async () => {
  for (const name of ["consumer.mts", "consumer.cts"]) writeFileSync(join(cwd, name), consumer);
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const args = [tsc, ...consumerOptions, "consumer.mts", "consumer.cts"];
  const { code, stdout } = await runProgram(process.execPath, args, { cwd });
  // 0 and 2 say that all files were checked. What LangChain's own declarations get wrong is not ours to test.
  expect([0, 2]).toContain(code);
  expect(stdout.split("\n").filter((line) => /^(consumer|node_modules\/@?secondpass\b)/.test(line))).toEqual([]);
});

test.each(["module", "commonjs"])("the local model also runs from --eval, as %s", async (type) => {
  const load = type === "module" ? 'import("secondpass")' : 'Promise.resolve(require("secondpass"))';
  const code = `${load}.then(async ({ createReranker }) => {
    const reranker = await createReranker("local");
    const { results } = await reranker.rerank("install rust", ["spring in Paris", "Install Rust with rustup"]);
    console.log(results[0].index);
    await reranker.dispose();
  });`;
  expect(await runToSuccess(process.execPath, [`--input-type=${type}`, "--eval", code], { cwd })).toBe("1\n");
});

test("the adapters load with only what their users have", async () => {
  const adapters = ["langchain", "llamaindex", "ai-sdk"].map((name) => `await import("@secondpass/${name}");`);
  const load = `${adapters.join(" ")} console.log("loaded");`;
  expect(await runFile("adapters.mjs", load)).toBe("loaded\n");
});

test("the command is installed", async () => {
  const help = await runToSuccess(join(cwd, "node_modules/.bin/secondpass"), ["--help"], { cwd });
  expect(help).toMatch(/^Usage: secondpass/);
  expect(help).toContain("rerank");
});
