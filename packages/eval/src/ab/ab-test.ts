import { RerankError } from "secondpass";
import { sampleStandardDeviation } from "simple-statistics";
import { compareRuns, type RunComparison } from "../evaluate/compare-runs.ts";
import { labelWarnings } from "../evaluate/label-warnings.ts";
import { type Collection, openCollection } from "../files/open-collection.ts";
import { readQrels } from "../files/read-qrels.ts";
import type { Qrels, Run } from "../files/run.ts";
import { defaultMetrics } from "../metrics/parse-metric.ts";
import type { Delta } from "../statistics/compare-values.ts";
import type { AbTestOptions } from "./ab-options.ts";
import { detectableEffect, powerOf } from "./detectable-effect.ts";
import { judgedWarnings } from "./judged-warnings.ts";
import { checkEffect, sampleSize } from "./sample-size.ts";
import { type SimulatedInterleaving, simulateInterleaving } from "./simulate-interleaving.ts";
import { splitQueries } from "./split-queries.ts";
import { reranks, systemRuns } from "./system-run.ts";
import { decide, type Verdict } from "./verdict.ts";

/** What a comparison on a judged holdout decides, and what it could have noticed. */
export interface AbTestResult extends RunComparison {
  /** What decides. */
  metric: string;
  /** Judged queries that were compared, of how many. */
  holdout: { queries: number; of: number };
  verdict: Verdict;
  minimumEffect: number;
  power: number;
  alpha: number;
  /** Of the differences from query to query. */
  standardDeviation: number;
  /** Queries that a comparison needs to notice `minimumEffect` with that power, as far as these queries tell. */
  queriesNeeded: number;
  /** How likely these queries were to notice `minimumEffect`, and the smallest effect that they would notice with that power. */
  powerForMinimumEffect: number;
  detectableEffect: number;
  /** What interleaving the two before users would take, simulated; null where that was not asked for. It decides nothing. */
  interleaving: SimulatedInterleaving | null;
}

/**
 * Decides between two systems on judged queries that neither was tuned on, by the 95 % interval and the randomisation test; says how many
 * queries that takes, and simulates what an interleaving experiment would take. Clicks alone decide nothing here: users click what they
 * are shown, where it stands.
 *
 * @throws {RerankError} `invalid_options`, `invalid_data`; what `createReranker` and `rerank` throw
 *
 * @example
 * import { abTest } from "@secondpass/eval";
 *
 * const run = (first, second) => new Map(["q1", "q2", "q3", "q4", "q5", "q6"].map((id) => [id, [{ id: first, score: 2 }, { id: second, score: 1 }]]));
 * const qrels = new Map(["q1", "q2", "q3", "q4", "q5", "q6"].map((id) => [id, new Map([["good", 1]])]));
 * const { verdict, delta } = await abTest({ qrels, a: run("bad", "good"), b: run("good", "bad"), metrics: ["mrr@10"] });
 * [verdict, delta["mrr@10"].mean]; // => ["b is better", 0.5]
 */
export async function abTest(options: AbTestOptions): Promise<AbTestResult> {
  const { a, b, metrics = defaultMetrics, minimumEffect = 0.02, power = 0.8, alpha = 0.05, seed = 1, signal } = options;
  checkEffect(minimumEffect);
  const [metric] = metrics;
  if (metric === undefined) throw new RerankError("invalid_options", "`metrics` is empty; the first is the one that decides");
  signal?.throwIfAborted();
  const { qrels, qrelsFile, collection } = await judgmentsOf(options);
  const kept = chooseHoldout(qrels, options);
  const decisive: Qrels = new Map([...qrels].filter(([id]) => kept.has(id)));
  const ofHoldout = collection && { ...collection, qrels: decisive };
  const whole = await systemRuns([a, b], ofHoldout, options);
  const runs = whole.map((run) => withoutTuned(run, qrels, kept)) as [Run, Run];
  const { perQuery = {}, ...comparison } = await compareRuns({ qrels: decisive, runs, metrics, seed, perQuery: true });
  const differences = Object.values(perQuery).map((values) => (values.b[metric] as number) - (values.a[metric] as number));
  const delta = comparison.delta[metric] as Delta;
  return {
    ...comparison,
    ...(options.perQuery && { perQuery }),
    warnings: [
      ...comparison.warnings,
      ...(qrelsFile === undefined ? [] : await labelWarnings(qrelsFile)),
      ...judgedWarnings(runs, decisive),
    ],
    metric,
    holdout: { queries: decisive.size, of: qrels.size },
    verdict: decide(delta, minimumEffect, alpha),
    minimumEffect,
    power,
    alpha,
    queriesNeeded: sampleSize({ differences, minimumEffect, power, alpha }),
    standardDeviation: sampleStandardDeviation(differences),
    powerForMinimumEffect: powerOf({ differences, effect: minimumEffect, alpha }),
    detectableEffect: detectableEffect({ differences, power, alpha }),
    interleaving:
      options.clicks === false ? null : simulateInterleaving(decisive, runs, { clicks: options.clicks, power, alpha, seed }),
  };
}

interface Judged {
  qrels: Qrels;
  qrelsFile: string | undefined;
  collection: Collection | undefined;
}

async function judgmentsOf({ qrels, collection, split, a, b }: AbTestOptions): Promise<Judged> {
  const opened = typeof collection === "string" ? await openCollection(collection, split) : collection;
  if (!opened && [a, b].some(reranks)) {
    throw new RerankError("invalid_options", "a system that reranks needs `collection`, where the texts are");
  }
  if (qrels === undefined && !opened)
    throw new RerankError("invalid_options", "pass `qrels` or `collection`: clicks do not judge");
  if (typeof qrels === "string") return { qrels: await readQrels(qrels), qrelsFile: qrels, collection: opened };
  if (qrels) return { qrels, qrelsFile: undefined, collection: opened };
  const { qrels: own, qrelsFile } = opened as Collection;
  return { qrels: own, qrelsFile, collection: opened };
}

function chooseHoldout(qrels: Qrels, { holdout, salt }: AbTestOptions): ReadonlySet<string> {
  if (holdout === undefined) return new Set(qrels.keys());
  const ids = typeof holdout === "number" ? splitQueries(qrels.keys(), { holdout, salt }).holdout : [...holdout];
  const kept = new Set(ids.filter((id) => qrels.has(id)));
  if (kept.size >= 2) return kept;
  throw new RerankError(
    "invalid_options",
    `\`holdout\` holds ${kept.size} of the ${qrels.size} judged queries; two are the least`,
  );
}

/** A run without the judged queries that were not kept back. */
function withoutTuned(run: Run, qrels: Qrels, kept: ReadonlySet<string>): Run {
  return new Map([...run].filter(([id]) => kept.has(id) || !qrels.has(id)));
}
