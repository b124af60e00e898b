import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type ProgramResult, runProgram } from "../support/run-program.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Runs a program of examples/ as its own first line says: `npx tsx examples/NAME`. */
export function runExample(
  name: string,
  args: readonly string[] = [],
  environment: Record<string, string> = {},
): Promise<ProgramResult> {
  return runProgram(process.execPath, [join(root, "node_modules/tsx/dist/cli.mjs"), join(root, "examples", name), ...args], {
    cwd: root,
    environment,
  });
}
