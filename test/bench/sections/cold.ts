import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { modelFiles } from "../model/shapes.ts";
import { modelsFolder } from "../paths.ts";
import { waitForQuiet } from "../quiet.ts";
import type { Section } from "./section.ts";

/** Milliseconds from starting a process to its first ranking, by program. */
export type Cold = Record<string, number[]>;

/** Command lines and functions in the cloud: one process, one call. */
export const cold: Section = async ({ quick, peers, results, needModel }) => {
  needModel("minilm");
  await results.once("cold", async (): Promise<Cold> => {
    const directory = join(modelsFolder, "minilm");
    const program = (file: string) => fileURLToPath(new URL(`../children/${file}`, import.meta.url));
    const programs: Record<string, string[]> = {
      "node alone": ["-e", "process.stdout.write('1')"],
      "secondpass, bundled model": [program("cold-secondpass.mjs")],
      "secondpass, MiniLM-L-6 fp32": [program("cold-secondpass.mjs"), directory, modelFiles.fp32],
      ...(peers && { "transformers.js 4, MiniLM-L-6 fp32": [program("cold-transformers.mjs"), peers.transformers, directory] }),
    };
    const found: Cold = {};
    for (let round = 0; round < (quick ? 3 : 9); round++) {
      await waitForQuiet();
      for (const [name, args] of Object.entries(programs)) {
        const ms = await timeToOutput(args);
        // The first round reads files from the disk; the others find them in memory.
        if (round > 0) found[name] = [...(found[name] ?? []), ms];
      }
      process.stderr.write(".");
    }
    return found;
  });
};

function timeToOutput(args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    child.stdout.once("data", () => resolve(performance.now() - startedAt));
    child.on("error", reject);
    child.on("exit", (code) => code !== 0 && reject(new Error(`${args[0]} ended with ${code}`)));
  });
}
