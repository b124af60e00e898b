import { isRerankError, type RerankErrorCode } from "secondpass";
import { Interrupted } from "./until-interrupted.ts";

/** What the shell is told. */
export const exitCodes = { success: 0, failure: 1, usage: 2, interrupted: 130 } as const;

// The command line itself was wrong; running it again cannot help.
const usageErrors: ReadonlySet<RerankErrorCode> = new Set([
  "empty_query",
  "invalid_options",
  "invalid_config",
  "unknown_provider",
]);

/** 2 where the command line has to be changed, 130 after Ctrl-C as shells have it, 1 for every other failure. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof Interrupted) return exitCodes.interrupted;
  return isRerankError(error) && usageErrors.has(error.code) ? exitCodes.usage : exitCodes.failure;
}
