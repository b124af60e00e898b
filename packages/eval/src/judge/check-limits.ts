import { RerankError } from "secondpass";
import { checkCount } from "../evaluate/check-options.ts";
import type { AskOptions } from "./judge-options.ts";
import type { JudgeQuote } from "./judge-quote.ts";

/** @throws {RerankError} `invalid_options` where it is known beforehand that a limit will be passed */
export function refuseAbove(
  { calls, costUsd }: JudgeQuote,
  { maxCalls, maxCostUsd }: Pick<AskOptions, "maxCalls" | "maxCostUsd">,
): void {
  const advice = "lower depth, repeats or limitQueries, or allow more";
  if (maxCalls !== undefined && calls > maxCalls) {
    throw new RerankError("invalid_options", `judging needs ${calls} calls, more than maxCalls of ${maxCalls}: ${advice}`);
  }
  if (maxCostUsd !== undefined && costUsd !== undefined && costUsd > maxCostUsd) {
    const cost = `about $${costUsd.toFixed(4)}, more than maxCostUsd of ${maxCostUsd}`;
    throw new RerankError("invalid_options", `judging needs ${cost}: ${advice}`);
  }
}

/** @throws {RerankError} `invalid_options` */
export function checkAsking({ retries, concurrency, maxCalls, maxCostUsd }: Partial<AskOptions>): void {
  checkCount("concurrency", concurrency);
  checkCount("maxCalls", maxCalls);
  if (retries !== undefined && !(Number.isInteger(retries) && retries >= 0)) {
    throw new RerankError("invalid_options", `\`retries\` is ${retries}; it must be a whole number of at least 0`);
  }
  if (maxCostUsd !== undefined && !(Number.isFinite(maxCostUsd) && maxCostUsd >= 0)) {
    throw new RerankError("invalid_options", `\`maxCostUsd\` is ${maxCostUsd}; it must be 0 or more US dollars`);
  }
}
