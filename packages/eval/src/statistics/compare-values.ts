import { mean } from "simple-statistics";
import type { MetricValues } from "../metrics/measure-run.ts";
import { bootstrapInterval, randomisationTest } from "./paired-differences.ts";

/** What changed between two rankings of the same queries, in one metric. */
export interface Delta {
  /** Mean of the second less the first. */
  mean: number;
  /** 95 % interval of `mean`, by paired bootstrap. */
  ci95: [low: number, high: number];
  /** Of the randomisation test: how often chance alone would move the mean that far, either way. */
  pValue: number;
  /** Queries that got better, worse, or stayed as they were. */
  wins: number;
  losses: number;
  ties: number;
}

/** Differences this small are noise of floating point. */
const same = 1e-9;

/** Compares values of the same queries, in the same order, metric by metric. */
export function compareValues(
  names: readonly string[],
  before: readonly MetricValues[],
  after: readonly MetricValues[],
  seed: number,
): Record<string, Delta> {
  return Object.fromEntries(
    names.map((name) => [
      name,
      compareDifferences(
        before.map((values, i) => (after[i]?.[name] as number) - (values[name] as number)),
        seed,
      ),
    ]),
  );
}

function compareDifferences(raw: readonly number[], seed: number): Delta {
  const differences = raw.map((difference) => (Math.abs(difference) < same ? 0 : difference));
  const wins = differences.filter((difference) => difference > 0).length;
  const losses = differences.filter((difference) => difference < 0).length;
  return {
    mean: mean(differences),
    ci95: bootstrapInterval(differences, seed),
    pValue: randomisationTest(differences, seed),
    wins,
    losses,
    ties: differences.length - wins - losses,
  };
}
