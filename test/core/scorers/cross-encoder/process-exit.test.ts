import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { makeTemporaryFolder } from "../../../data/temporary-folder.ts";
import { type Ending, runNode } from "../../../support/run-node.ts";

// The model runs in a worker; a process that ends while that worker is inside native code is aborted (SIGABRT) unless it
// waits. When exactly it ends is a race, so everything here is done three times.
const repeats = 2;

const entry = fileURLToPath(new URL("../../../../packages/core/dist/", import.meta.url));

const esm = `
  import { createReranker } from ${JSON.stringify(pathToFileURL(join(entry, "index.js")).href)};
  const documents = Array.from({ length: 2000 }, (_, i) => "Page " + i + " is about rust, iron and the weather in Paris.");
`;
const commonJs = `const { createReranker } = require(${JSON.stringify(join(entry, "index.cjs"))});`;

/** Runs a program to its end. */
async function runToEnd(program: string): Promise<Ending> {
  return runNode([await writeProgram("program.mjs", esm + program)]);
}

async function writeProgram(name: string, program: string): Promise<string> {
  const file = join(await makeTemporaryFolder(), name);
  await writeFile(file, program);
  return file;
}

const quietly = (code: number) => ({ code, signal: null, stderr: "" });

describe("while a call of 2,000 documents is running", { repeats }, () => {
  const whileRunning = (action: string) => `
    const reranker = await createReranker("local");
    await reranker.rerank("install rust", documents, { onProgress(done, total) { if (done < total) { ${action} } } });
    process.stdout.write("the call ended");
  `;

  test("process.exit(7) ends with 7", async () => {
    expect(await runToEnd(whileRunning("process.exit(7)"))).toMatchObject({ ...quietly(7), stdout: "" });
  });

  test("process.exit before the first score ends with its code", async () => {
    const program = `
      const reranker = await createReranker("local");
      reranker.rerank("install rust", documents);
      setTimeout(() => process.exit(8), 1);
    `;
    expect(await runToEnd(program)).toMatchObject(quietly(8));
  });

  test("an uncaught error ends with 1 and says what it was", async () => {
    const { code, signal, stderr, stdout } = await runToEnd(
      whileRunning(`setImmediate(() => { throw new Error("from elsewhere"); })`),
    );
    expect({ code, signal, stdout }).toEqual({ code: 1, signal: null, stdout: "" });
    expect(stderr).toContain("from elsewhere");
  });

  test("SIGTERM ends it by that signal", async ({ skip }) => {
    skip(process.platform === "win32", "Windows has no signals");
    const { signal, stderr, stdout } = await runToEnd(whileRunning(`process.kill(process.pid, "SIGTERM")`));
    expect({ signal, stderr, stdout }).toEqual({ signal: "SIGTERM", stderr: "", stdout: "" });
  });

  test("process.exit right after dispose ends with its code", async () => {
    expect(await runToEnd(whileRunning("reranker.dispose(); process.exit(5)"))).toMatchObject({ ...quietly(5), stdout: "" });
  });

  test("process.exit with two rerankers running ends with its code", async () => {
    const program = `
      const rerankers = await Promise.all([createReranker("local"), createReranker({ local: { blend: 0 } })]);
      const running = new Set();
      for (const reranker of rerankers) {
        reranker.rerank("install rust", documents, {
          onProgress() { if (running.add(reranker).size === 2) process.exit(6); },
        });
      }
    `;
    expect(await runToEnd(program)).toMatchObject(quietly(6));
  });
});

describe("while a model is loading", () => {
  for (const delayMs of [0, 10, 40, 80, 100, 120]) {
    test(`process.exit(3) after ${delayMs} ms ends with 3`, async () => {
      const program = `
        createReranker("local");
        setTimeout(() => process.exit(3), ${delayMs});
      `;
      expect(await runToEnd(program)).toMatchObject(quietly(3));
    });
  }

  test("the end of a program that does not wait for its model is a normal end", { repeats }, async () => {
    expect(await runToEnd(`createReranker("local");`)).toMatchObject(quietly(0));
  });
});

describe("after the last call", { repeats }, () => {
  const oneCall = `
    const reranker = await createReranker("local");
    await reranker.rerank("install rust", ["rust", "iron"]);
  `;

  test("a program ends by itself, at once, without dispose", async () => {
    const { stdout, endedAt, ...ending } = await runToEnd(`${oneCall} process.stdout.write(String(Date.now()));`);
    expect(ending).toEqual(quietly(0));
    expect(endedAt - Number(stdout)).toBeLessThan(2000);
  });

  test("dispose, then the end: 0", async () => {
    expect(await runToEnd(`${oneCall} await reranker.dispose();`)).toMatchObject(quietly(0));
  });

  test("a program in CommonJS ends the same way", async () => {
    const program = `
      ${commonJs}
      (async () => {
        ${oneCall}
        process.exitCode = 4;
      })();
    `;
    expect(await runNode([await writeProgram("program.cjs", program)])).toMatchObject(quietly(4));
  });

  test("a program on the command line, whose flags are not for workers, ends the same way", async () => {
    const program = `${esm} ${oneCall} process.exitCode = 4;`;
    expect(await runNode(["--input-type=module", "--eval", program])).toMatchObject(quietly(4));
  });
});
