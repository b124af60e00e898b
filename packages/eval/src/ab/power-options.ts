import { RerankError } from "secondpass";
import { sampleStandardDeviation } from "simple-statistics";

/** How much differences vary from query to query: one of the two. */
export interface Spread {
  /** Standard deviation of the differences. */
  standardDeviation?: number;
  /** The differences themselves, one for each query, at least two. */
  differences?: readonly number[];
}

export interface PowerOptions extends Spread {
  /** How likely a difference that is there shall be noticed. Default: 0.8. */
  power?: number;
  /** How often one that is not there may be, by both sides. Default: 0.05. */
  alpha?: number;
}

/** @throws {RerankError} `invalid_options` where there is no spread, or no sensible one */
export function deviationOf({ standardDeviation, differences }: Spread): number {
  if (differences && differences.length < 2) {
    throw new RerankError("invalid_options", "`differences` must be of two queries at least: one alone does not vary");
  }
  const deviation = standardDeviation ?? (differences && sampleStandardDeviation([...differences]));
  if (deviation !== undefined && Number.isFinite(deviation) && deviation >= 0) return deviation;
  throw new RerankError(
    "invalid_options",
    `pass \`standardDeviation\`, a number of at least 0, or \`differences\`; got ${deviation}`,
  );
}

/** @throws {RerankError} `invalid_options` */
export function checkPower({ power, alpha }: { power: number; alpha: number }): void {
  for (const [name, value] of Object.entries({ power, alpha })) {
    if (value > 0 && value < 1) continue;
    throw new RerankError("invalid_options", `\`${name}\` is ${value}; it must be between 0 and 1`);
  }
  if (power <= alpha)
    throw new RerankError("invalid_options", `\`power\` of ${power} is no more than chance finds with \`alpha\` ${alpha}`);
}
