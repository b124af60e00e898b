import { isRerankError, type RerankErrorCode } from "secondpass";

/** What the shell is told. */
export const exitCodes = { success: 0, failure: 1, usage: 2 } as const;

// The command line itself was wrong; running it again cannot help.
const usageErrors: ReadonlySet<RerankErrorCode> = new Set([
  "empty_query",
  "invalid_options",
  "invalid_config",
  "unknown_provider",
]);

/** 2 where the command line has to be changed, 1 for every other failure. */
export function exitCodeOf(error: unknown): number {
  return isRerankError(error) && usageErrors.has(error.code) ? exitCodes.usage : exitCodes.failure;
}
