import { RerankError } from "secondpass";
import { pairedPower } from "../statistics/paired-power.ts";
import { checkPower, deviationOf, type PowerOptions } from "./power-options.ts";

export interface SampleSizeOptions extends PowerOptions {
  /** The smallest difference of means that matters, in the metric's unit: `0.02` of nDCG. */
  minimumEffect: number;
}

const mostQueries = 10_000_000;

/**
 * How many queries a comparison needs to notice a difference that matters: for a paired t-test, exactly. Differences between two
 * systems, query by query, vary much less than the values do; give those of a pilot, or their standard deviation.
 *
 * Sakai, Topic set size design, 2016; Webber, Moffat & Zobel, Statistical power in retrieval experimentation, 2008, who also show that
 * adding queries until something is significant finds differences that are not there: decide before.
 *
 * @throws {RerankError} `invalid_options`
 *
 * @example
 * import { sampleSize } from "@secondpass/eval";
 *
 * sampleSize({ standardDeviation: 0.2, minimumEffect: 0.1 }); // => 34
 * sampleSize({ standardDeviation: 0.2, minimumEffect: 0.02 }); // => 787
 */
export function sampleSize({ minimumEffect, power = 0.8, alpha = 0.05, ...spread }: SampleSizeOptions): number {
  checkPower({ power, alpha });
  checkEffect(minimumEffect);
  const deviation = deviationOf(spread);
  if (deviation === 0) return 2;
  const effectSize = minimumEffect / deviation;
  let [few, enough] = [1, 2];
  while (pairedPower(enough, effectSize, alpha) < power) {
    if (enough > mostQueries)
      throw new RerankError("invalid_options", `\`minimumEffect\` of ${minimumEffect} is too small to be found`);
    [few, enough] = [enough, enough * 2];
  }
  while (enough - few > 1) {
    const middle = Math.floor((few + enough) / 2);
    if (pairedPower(middle, effectSize, alpha) < power) few = middle;
    else enough = middle;
  }
  return enough;
}

/** @throws {RerankError} `invalid_options` */
export function checkEffect(minimumEffect: number): void {
  if (Number.isFinite(minimumEffect) && minimumEffect > 0) return;
  throw new RerankError("invalid_options", `\`minimumEffect\` is ${minimumEffect}; it must be a difference above 0`);
}
