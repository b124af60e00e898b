import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { noSharedData, sharedData } from "../data/shared-data.ts";
import { makeTemporaryFolder } from "../data/temporary-folder.ts";
import { findPython } from "../support/find-python.ts";
import { runProgram } from "../support/run-program.ts";

// The recipe of the bundled model, packages/model-mini/training.
const recipe = fileURLToPath(new URL("../../packages/model-mini/training/", import.meta.url));
const python = findPython(["numpy", "torch"]);
const noPython = "there is no python3 that can import numpy and torch";

// Bytecode beside the sources would be packed with them; one thread, so that the machine's other tests have the other cores.
const environment = { PYTHONDONTWRITEBYTECODE: "1", OMP_NUM_THREADS: "1" };
const runPython = (args: readonly string[]) => runProgram(python as string, args, { cwd: recipe, environment });

test("the recipe's own tests pass", { timeout: 300_000 }, async ({ skip }) => {
  skip(python === undefined, noPython);
  const { code, stderr } = await runPython(["-m", "unittest"]);
  expect(stderr).toMatch(/\nRan \d\d tests in [\d.]+s\n\nOK\n$/);
  expect(code).toBe(0);
});

test("a small model trained by the recipe beats BM25, and scores the same everywhere", { timeout: 600_000 }, async ({ skip }) => {
  skip(python === undefined, noPython);
  skip(noSharedData !== undefined, noSharedData);
  const [data, work] = [`${sharedData}train`, await makeTemporaryFolder()];
  const { code, stdout, stderr } = await runPython(["-m", "mini_reranker", "smoke", "--data", data, "--work", work]);
  expect(code, stderr.slice(-2000)).toBe(0);
  const found = JSON.parse(stdout);
  expect(found).toMatchObject({ pairs: 400, same_token_ids: 1, padding_37: 0, second_run: 0 });
  expect(found.held_out.ndcg_model).toBeGreaterThan(found.held_out.ndcg_bm25);
});
