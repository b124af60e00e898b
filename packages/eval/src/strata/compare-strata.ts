import { type MetricValues, meanValues } from "../metrics/measure-run.ts";
import { compareValues, type Delta } from "../statistics/compare-values.ts";
import { heterogeneityTest } from "../statistics/heterogeneity-test.ts";
import { holm } from "../statistics/holm.ts";

/** One way of dividing the queries: the stratum of each. */
export interface Division {
  /** `length`, `question`, …, or `file`. */
  by: string;
  /** In the order of the queries. */
  labels: readonly string[];
}

/** What happened to the queries of one stratum. */
export interface StratumResult {
  by: string;
  stratum: string;
  queries: number;
  baseline: MetricValues;
  reranked: MetricValues;
  /** The first metric's change; `pHolm` is its p-value held to account for the number of strata. */
  delta: Record<string, Delta & { pHolm: number }>;
}

export interface StrataComparison {
  strata: StratumResult[];
  /** By division, how often strata made by chance would differ as much as these; a large value says that the lift is uniform. */
  heterogeneity: Record<string, number>;
}

/** Compares before and after, stratum by stratum. */
export function compareStrata(
  names: readonly string[],
  divisions: readonly Division[],
  before: readonly MetricValues[],
  after: readonly MetricValues[],
  seed: number,
): StrataComparison {
  const primary = names[0] as string;
  // One stratum alone is all queries over again; a file's is shown, so that whoever wrote it sees that it was read.
  const shown = divisions.filter(({ by, labels }) => by === "file" || new Set(labels).size > 1);
  const found = shown.flatMap(({ by, labels }) =>
    [...new Set(labels)].sort(inNumericOrder).map((stratum) => {
      const pick = (values: readonly MetricValues[]) => values.filter((_, i) => labels[i] === stratum);
      const [baseline, reranked] = [pick(before), pick(after)];
      const delta = compareValues([primary], baseline, reranked, seed)[primary] as Delta;
      const queries = baseline.length;
      return { by, stratum, queries, baseline: meanValues(names, baseline), reranked: meanValues(names, reranked), delta };
    }),
  );
  const adjusted = holm(found.map(({ delta }) => delta.pValue));
  const differences = before.map((values, i) => (after[i]?.[primary] as number) - (values[primary] as number));
  const divided = shown.filter(({ labels }) => new Set(labels).size > 1);
  return {
    strata: found.map((stratum, i) => ({
      ...stratum,
      delta: { [primary]: { ...stratum.delta, pHolm: adjusted[i] as number } },
    })),
    heterogeneity: Object.fromEntries(divided.map(({ by, labels }) => [by, heterogeneityTest(differences, labels, seed)])),
  };
}

/** `5-8 words` before `15+ words`. */
function inNumericOrder(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}
