import { checkCount } from "../evaluate/check-options.ts";
import { pairedPower } from "../statistics/paired-power.ts";
import { checkPower, deviationOf, type PowerOptions, type Spread } from "./power-options.ts";

/** How many queries there are; default: as many as `differences`. */
interface Queries {
  queries?: number;
}

/**
 * The smallest difference that so many queries would notice with the power asked for. What a comparison that found nothing has ruled
 * out is what is larger.
 *
 * @throws {RerankError} `invalid_options`
 *
 * @example
 * import { detectableEffect } from "@secondpass/eval";
 *
 * detectableEffect({ standardDeviation: 0.2, queries: 200 }).toFixed(3); // => "0.040"
 */
export function detectableEffect({ power = 0.8, alpha = 0.05, queries, ...spread }: PowerOptions & Queries): number {
  checkPower({ power, alpha });
  const deviation = deviationOf(spread);
  const count = countOf(queries, spread);
  let [low, high] = [0, 1];
  while (pairedPower(count, high, alpha) < power) high *= 2;
  // Halved often enough for all digits that anyone reads.
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2;
    if (pairedPower(count, middle, alpha) < power) low = middle;
    else high = middle;
  }
  return high * deviation;
}

/**
 * How likely so many queries are to notice a difference of that size. Of use for a size that matters, chosen before; that of the
 * difference that was observed says no more than its p-value does (Hoenig & Heisey, The abuse of power, 2001).
 *
 * @throws {RerankError} `invalid_options`
 *
 * @example
 * import { powerOf } from "@secondpass/eval";
 *
 * powerOf({ standardDeviation: 0.2, queries: 34, effect: 0.1 }).toFixed(3); // => "0.808"
 */
export function powerOf({
  effect,
  alpha = 0.05,
  queries,
  ...spread
}: Omit<PowerOptions, "power"> & Queries & { effect: number }): number {
  checkPower({ power: (1 + alpha) / 2, alpha });
  const deviation = deviationOf(spread);
  const count = countOf(queries, spread);
  if (deviation === 0) return effect === 0 ? alpha : 1;
  return pairedPower(count, effect / deviation, alpha);
}

function countOf(queries: number | undefined, { differences }: Spread): number {
  const count = queries ?? differences?.length ?? 0;
  checkCount("queries", count < 2 ? 0 : count);
  return count;
}
