import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { runProgram } from "../support/run-program.ts";
import { root } from "./support/repository.ts";

const reporter = join(root, "test/reporter/summary-reporter.ts");
const vitest = join(root, "node_modules/vitest/vitest.mjs");

/** Runs the test runner itself on made-up test files, and answers with the log, of both streams, as lines. */
async function logOf(name: string, files: Record<string, string>): Promise<{ code: number | null; lines: string[] }> {
  // Inside the repository, where the files find the test runner.
  const folder = join(root, "test/.generated", name);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(folder, { recursive: true });
  const config = `import { SummaryReporter } from ${JSON.stringify(reporter)};
    export default { test: { root: import.meta.dirname, reporters: ["default", new SummaryReporter()] } };`;
  for (const [file, text] of Object.entries({ ...files, "vitest.config.ts": config })) writeFileSync(join(folder, file), text);
  const { code, stdout } = await runProgram(process.execPath, [vitest, "run", "--root", folder], { cwd: folder });
  return { code, lines: stdout.trimEnd().split("\n") };
}

const imports = 'import { beforeAll, describe, expect, test } from "vitest";\n';

test("the log ends with the counts, after what was skipped and why", async () => {
  const mixed = `${imports}
    test("holds", () => {});
    test("holds too", () => {});
    test("breaks", () => expect(1).toBe(2));
    describe("away", () => test("from the network", ({ skip }) => skip("there is no network")));
    test.skip("forgotten", () => {});`;
  const { code, lines } = await logOf("reporter-mixed", { "mixed.test.ts": mixed });
  expect(code).toBe(1);
  expect(lines.slice(-3)).toEqual([
    "skipped: mixed.test.ts > away > from the network: there is no network",
    "skipped: mixed.test.ts > forgotten: no reason written",
    "2 passed, 1 failed, 2 skipped",
  ]);
});

test("what breaks outside a test counts as failed", async () => {
  const { code, lines } = await logOf("reporter-broken", {
    "load.test.ts": `${imports} throw new Error("no tests here");`,
    "suite.test.ts": `${imports} describe("s", () => { beforeAll(() => { throw new Error("no"); }); test("t", () => {}); });`,
    "good.test.ts": `${imports} test("holds", () => {});`,
    "later.test.ts": `${imports} test("holds", () => { setTimeout(() => { throw new Error("late"); }); return new Promise((done) => setTimeout(done, 50)); });`,
  });
  expect(code).toBe(1);
  expect(lines.at(-1)).toBe("2 passed, 3 failed, 1 skipped");
});

test("a run where all holds ends well", async () => {
  const { code, lines } = await logOf("reporter-good", { "good.test.ts": `${imports} test("holds", () => {});` });
  expect(code).toBe(0);
  expect(lines.at(-1)).toBe("1 passed, 0 failed, 0 skipped");
});
