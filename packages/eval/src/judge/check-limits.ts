import { RerankError } from "secondpass";
import { checkCount } from "../evaluate/check-options.ts";
import type { AskOptions, JudgeOptions } from "./judge-options.ts";
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
export function checkAsking(options: Partial<AskOptions> & Pick<JudgeOptions, "price" | "reasoningTokens">): void {
  const { retries = 0, concurrency, maxCalls, maxCostUsd = 0, price, reasoningTokens = 0 } = options;
  checkCount("concurrency", concurrency);
  checkCount("maxCalls", maxCalls);
  for (const [name, value] of Object.entries({ retries, reasoningTokens })) {
    if (Number.isInteger(value) && value >= 0) continue;
    throw new RerankError("invalid_options", `\`${name}\` is ${value}; it must be a whole number of at least 0`);
  }
  for (const [name, value] of Object.entries({ maxCostUsd, ...price })) {
    if (Number.isFinite(value) && value >= 0) continue;
    throw new RerankError("invalid_options", `\`${name}\` is ${value}; it must be 0 or more US dollars`);
  }
}
