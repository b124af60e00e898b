import { createRequire } from "node:module";
import { Command, CommanderError } from "commander";
import { isRerankError } from "secondpass";
import { addCalibrateCommand } from "./commands/calibrate.ts";
import { addCompareCommand } from "./commands/compare.ts";
import { addDoctorCommand } from "./commands/doctor.ts";
import { addEvalCommand } from "./commands/eval.ts";
import { addJudgeCommand } from "./commands/judge.ts";
import { addModelsCommand } from "./commands/models.ts";
import { addPlanCommand } from "./commands/plan.ts";
import { addRerankCommand } from "./commands/rerank.ts";
import { addSweepCommand } from "./commands/sweep.ts";
import { exitCodeOf, exitCodes } from "./exit-codes.ts";

const { version } = createRequire(import.meta.url)("../package.json") as { version: string };

/**
 * Runs one command line. Results go to stdout, everything else to stderr.
 *
 * @param args what follows `secondpass` on the command line
 * @returns the exit code: 0 success, 1 failure, 2 usage, 130 interrupted
 */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const program = new Command("secondpass")
    .description("The second pass of retrieval: puts the documents that answer a query on top.")
    .version(version)
    .exitOverride()
    .showHelpAfterError("(secondpass --help shows the commands)");
  addRerankCommand(program);
  addModelsCommand(program);
  addDoctorCommand(program);
  addEvalCommand(program);
  addSweepCommand(program);
  addCompareCommand(program);
  addCalibrateCommand(program);
  addJudgeCommand(program);
  addPlanCommand(program);
  try {
    await program.parseAsync(args, { from: "user" });
    return exitCodes.success;
  } catch (error) {
    // Commander has printed its own message, or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.success : exitCodes.usage;
    process.stderr.write(`secondpass: ${describe(error)}\n`);
    return exitCodeOf(error);
  }
}

function describe(error: unknown): string {
  if (isRerankError(error)) return `${error.message} [${error.code}]`;
  return error instanceof Error ? error.message : String(error);
}
