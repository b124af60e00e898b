import { fileURLToPath } from "node:url";
import { type ProgramOptions, type ProgramResult, runProgram } from "../support/run-program.ts";

/** The built command, for Node. */
export const cliProgram: string = fileURLToPath(new URL("../../packages/cli/dist/bin.js", import.meta.url));

/** Runs the built command as a shell would. */
export function runSecondpass(args: readonly string[], options?: ProgramOptions): Promise<ProgramResult> {
  return runProgram(process.execPath, [cliProgram, ...args], options);
}
