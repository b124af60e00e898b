import { readQrels } from "../files/read-qrels.ts";
import { readRun } from "../files/read-run.ts";
import type { Qrels, Run } from "../files/run.ts";
import { createMeasure, type MetricValues, meanValues, measureRun } from "../metrics/measure-run.ts";
import { compareValues, type Delta } from "../statistics/compare-values.ts";
import type { EvaluationWarning } from "./evaluation.ts";
import { inspectData, judgedOf } from "./inspect-data.ts";
import { labelWarnings } from "./label-warnings.ts";

export interface CompareRunsOptions {
  /** Judgments, or their file: BEIR's three columns or TREC's four. */
  qrels: string | Qrels;
  /** The two runs, or their files; changes are from the first to the second. */
  runs: readonly [string | Run, string | Run];
  /** Default: `defaultMetrics`. */
  metrics?: readonly string[];
  /** Seed of the intervals and tests. Default: 1. */
  seed?: number;
  /** Whether the values of every query are in the result. Default: false. */
  perQuery?: boolean;
}

/** Two runs over all judged queries. */
export interface RunComparison {
  queries: number;
  /** Means of the first and the second run. */
  a: MetricValues;
  b: MetricValues;
  /** By metric, from the first to the second. */
  delta: Record<string, Delta>;
  warnings: EvaluationWarning[];
  /** By query id, where asked for. */
  perQuery?: Record<string, { a: MetricValues; b: MetricValues }>;
}

/** What is said of each run; the rest is about the judgments. */
const ofOneRun: readonly EvaluationWarning["code"][] = ["missing_queries", "unjudged_queries", "nothing_judged"];

/**
 * Compares two runs on the same judgments, query by query.
 *
 * @throws {RerankError} `invalid_data` for a file that is missing or malformed, or runs that were not judged; `invalid_options`
 *
 * @example
 * import { compareRuns } from "@secondpass/eval";
 *
 * const before = new Map([["q1", [{ id: "d1", score: 2 }, { id: "d2", score: 1 }]]]);
 * const after = new Map([["q1", [{ id: "d1", score: 1 }, { id: "d2", score: 2 }]]]);
 * const qrels = new Map([["q1", new Map([["d2", 1]])]]);
 * const { a, b, delta } = await compareRuns({ qrels, runs: [before, after], metrics: ["mrr@10"] });
 * [a["mrr@10"], b["mrr@10"], delta["mrr@10"].wins]; // => [0.5, 1, 1]
 */
export async function compareRuns(options: CompareRunsOptions): Promise<RunComparison> {
  const { names } = createMeasure(options.metrics);
  const qrelsFile = typeof options.qrels === "string" ? options.qrels : "the judgments";
  const qrels = typeof options.qrels === "string" ? await readQrels(options.qrels) : options.qrels;
  const measured: MetricValues[][] = [];
  const warnings = typeof options.qrels === "string" ? await labelWarnings(options.qrels) : [];
  const ids = [...qrels.keys()];
  for (const [i, source] of options.runs.entries()) {
    const run = typeof source === "string" ? await readRun(source) : source;
    const name = typeof source === "string" ? source : `run ${"ab"[i]}`;
    for (const warning of inspectData({ qrelsFile, qrels }, judgedOf(qrels), run)) {
      if (ofOneRun.includes(warning.code)) warnings.push({ ...warning, message: `${name}: ${warning.message}` });
      else if (i === 0) warnings.push(warning);
    }
    const { perQuery } = measureRun(run, qrels, names);
    measured.push(ids.map((id) => perQuery[id] as MetricValues));
  }
  const [a, b] = measured as [MetricValues[], MetricValues[]];
  const perQuery = Object.fromEntries(ids.map((id, i) => [id, { a: a[i] as MetricValues, b: b[i] as MetricValues }]));
  return {
    queries: ids.length,
    a: meanValues(names, a),
    b: meanValues(names, b),
    delta: compareValues(names, a, b, options.seed ?? 1),
    warnings,
    ...(options.perQuery && { perQuery }),
  };
}
