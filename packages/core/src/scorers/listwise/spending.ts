import { RerankError } from "../../contract/index.ts";
import type { TokenPrice } from "./listwise-options.ts";
import { tokenCost } from "./price-listwise.ts";

export interface SpendingLimits {
  maxCalls?: number;
  maxInputTokens?: number;
  maxCostUsd?: number;
  price?: TokenPrice;
}

/** Thrown where the next call would go past a limit; whoever asks ends with the best that is known. */
export class SpendingStopped extends Error {
  override readonly name = "SpendingStopped";
}

/** What a ranking or a judging has spent, and whether the next call may be made. Retries count like any call. */
export interface Spending {
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** `undefined` without a price. */
  readonly costUsd: number | undefined;
  /** Which limit so many further calls and tokens would pass, if any. */
  refusal(calls: number, inputTokens: number, outputTokens: number): string | undefined;
  /**
   * Takes what a call will need at most, before it is made.
   *
   * @throws {SpendingStopped} where a limit does not allow it
   */
  reserve(inputTokens: number, outputTokens: number): Reservation;
}

export interface Reservation {
  /** Puts what was really used in the place of what was reserved. */
  settle(usage: { inputTokens?: number | undefined; outputTokens?: number | undefined }): void;
}

/**
 * Counts calls, tokens and dollars against limits.
 *
 * @throws {RerankError} `invalid_config` for a limit in dollars without a price
 *
 * @example
 * import { createSpending } from "secondpass/listwise";
 *
 * const spending = createSpending({ maxCalls: 1 });
 * spending.reserve(1000, 50).settle({ inputTokens: 900, outputTokens: 20 });
 * [spending.calls, spending.inputTokens, spending.outputTokens]; // => [1, 900, 20]
 * spending.refusal(1, 1000, 50); // => "maxCalls of 1 is used up"
 */
export function createSpending({ maxCalls, maxInputTokens, maxCostUsd, price }: SpendingLimits): Spending {
  if (maxCostUsd !== undefined && !price) {
    throw new RerankError("invalid_config", "maxCostUsd needs price: { perMillionInputTokens, perMillionOutputTokens }");
  }
  let calls = 0;
  let inputTokens = 0;
  let outputTokens = 0;
  const costOf = (input: number, output: number) => (price ? tokenCost(price, input, output) : 0);

  function refusal(more: number, input: number, output: number): string | undefined {
    if (maxCalls !== undefined && calls + more > maxCalls) return `maxCalls of ${maxCalls} is used up`;
    if (maxInputTokens !== undefined && inputTokens + input > maxInputTokens) {
      return `maxInputTokens of ${maxInputTokens} leaves ${maxInputTokens - inputTokens}, the next call needs ${input}`;
    }
    const cost = costOf(inputTokens + input, outputTokens + output);
    if (maxCostUsd === undefined || cost <= maxCostUsd) return undefined;
    return `maxCostUsd of ${maxCostUsd} would be passed by the next call, to ${cost.toFixed(4)}`;
  }

  return {
    get calls() {
      return calls;
    },
    get inputTokens() {
      return inputTokens;
    },
    get outputTokens() {
      return outputTokens;
    },
    get costUsd() {
      return price && costOf(inputTokens, outputTokens);
    },
    refusal,
    reserve(input, output) {
      const refused = refusal(1, input, output);
      if (refused !== undefined) throw new SpendingStopped(refused);
      calls++;
      inputTokens += input;
      outputTokens += output;
      return {
        settle(usage) {
          inputTokens += (usage.inputTokens ?? input) - input;
          outputTokens += (usage.outputTokens ?? 0) - output;
        },
      };
    },
  };
}
