import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { makeTemporaryFolder } from "../../../../data/temporary-folder.ts";
import { type Ending, runNode } from "../../../../support/run-node.ts";

// The same endings as of the native runtime: a worker inside WebAssembly must neither hold up its process nor change its code.
const entry = new URL("../../../../../packages/core/dist/index.js", import.meta.url).href;
const patienceMs = 90_000;

vi.setConfig({ testTimeout: patienceMs + 10_000 });

async function run(body: string): Promise<Ending> {
  const file = join(await makeTemporaryFolder(), "program.mjs");
  const program = `
    import { createReranker } from ${JSON.stringify(entry)};
    const documents = Array.from({ length: 3000 }, (_, i) => "Page " + i + " is about rust, iron and the weather in Paris.");
    const create = () => createReranker({ local: { runtime: "wasm" } });
    ${body}
  `;
  await writeFile(file, program);
  // Compiling WebAssembly takes seconds of a busy machine.
  return runNode([file], patienceMs);
}

const whileRunning = (action: string) => `
  const reranker = await create();
  await reranker.rerank("install rust", documents, { onProgress(done, total) { if (done < total) { ${action} } } });
  process.stdout.write("the call ended");
`;
const quietly = (code: number) => ({ code, signal: null, stdout: "", stderr: "" });

describe("while a call is running", () => {
  test("process.exit(7) ends with 7", async () => {
    expect(await run(whileRunning("process.exit(7)"))).toMatchObject(quietly(7));
  });

  test("an uncaught error ends with 1 and says what it was", async () => {
    const ending = await run(whileRunning(`setImmediate(() => { throw new Error("from elsewhere"); })`));
    expect(ending).toMatchObject({ code: 1, signal: null, stdout: "" });
    expect(ending.stderr).toContain("from elsewhere");
  });

  test("SIGTERM ends it by that signal", async ({ skip }) => {
    skip(process.platform === "win32", "Windows has no signals");
    const ending = await run(whileRunning(`process.kill(process.pid, "SIGTERM")`));
    expect(ending).toMatchObject({ code: null, signal: "SIGTERM", stdout: "", stderr: "" });
  });

  test("process.exit right after dispose ends with its code", async () => {
    expect(await run(whileRunning("reranker.dispose(); process.exit(5)"))).toMatchObject(quietly(5));
  });
});

describe("while a model is loading", () => {
  for (const delayMs of [0, 40, 120, 300]) {
    test(`process.exit(3) after ${delayMs} ms ends with 3`, async () => {
      expect(await run(`create(); setTimeout(() => process.exit(3), ${delayMs});`)).toMatchObject(quietly(3));
    });
  }
});

test("after the last call a program ends by itself, at once, without dispose", async () => {
  const body = `const reranker = await create(); await reranker.rerank("rust", ["rust"]); process.stdout.write(String(Date.now()));`;
  const { stdout, endedAt, ...ending } = await run(body);
  expect(ending).toEqual({ code: 0, signal: null, stderr: "" });
  expect(endedAt - Number(stdout)).toBeLessThan(2000);
});
