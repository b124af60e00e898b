/** What a call of a model is expected to take: a fixed part, and a part for each document. */
export interface ModelTime {
  fixedMs: number;
  perDocumentMs: number;
  /** Most documents that it is to read. Default: all. */
  maxDepth?: number;
}

export interface BudgetPlanOptions {
  budgetMs: number;
  /** Candidates that there are to read. */
  candidates: number;
  /** Fewer than so many are not worth a call, at least 1. */
  minDepth: number;
  /** The better, the later. */
  models: readonly ModelTime[];
}

/** One model, and how many documents it reads from the top of the order that there is then. */
export interface BudgetStage {
  /** Position in `models`. */
  model: number;
  depth: number;
  predictedMs: number;
}

/**
 * Chooses models and depths for a time budget, such that their predicted times together fit in. First comes coverage: the best
 * model that can read all candidates in time. What time is left is for the best model above it that can read at least `minDepth`
 * again, from the top: two stages of a cascade. Where no model can read all, the one that reads most does. Where none can read
 * `minDepth`, the plan is empty.
 *
 * @returns at most two stages, the second with a better model and fewer documents
 *
 * @example
 * import { planBudget } from "secondpass/rank";
 *
 * const small = { fixedMs: 0, perDocumentMs: 1 };
 * const large = { fixedMs: 50, perDocumentMs: 10 };
 * const plan = (budgetMs) => planBudget({ budgetMs, candidates: 100, minDepth: 10, models: [small, large] });
 * plan(5); // => []
 * plan(40); // => [{ model: 0, depth: 40, predictedMs: 40 }]
 * plan(450); // => [{ model: 0, depth: 100, predictedMs: 100 }, { model: 1, depth: 30, predictedMs: 350 }]
 * plan(1050); // => [{ model: 1, depth: 100, predictedMs: 1050 }]
 */
export function planBudget({ budgetMs, candidates, minDepth, models }: BudgetPlanOptions): BudgetStage[] {
  const wanted = ({ maxDepth = candidates }: ModelTime) => Math.min(candidates, maxDepth);
  const least = (model: ModelTime) => Math.min(minDepth, wanted(model));
  const stageOf = (model: number, depth: number): BudgetStage => {
    return { model, depth, predictedMs: timeOf(models[model] as ModelTime, depth) };
  };
  if (candidates === 0) return [];

  const covers = models.flatMap((model, i) => (wanted(model) === candidates && timeOf(model, candidates) <= budgetMs ? [i] : []));
  const base = covers.at(-1);
  if (base === undefined) {
    const depths = models.map((model) => depthWithin(model, budgetMs, wanted(model)));
    const able = depths.flatMap((depth, i) => (depth >= least(models[i] as ModelTime) ? [i] : []));
    const deepest = able.reduce<number | undefined>(
      (best, i) => (best === undefined || (depths[i] as number) >= (depths[best] as number) ? i : best),
      undefined,
    );
    return deepest === undefined ? [] : [stageOf(deepest, depths[deepest] as number)];
  }
  for (let above = models.length - 1; above > base; above--) {
    const model = models[above] as ModelTime;
    // The best of those that leave it enough.
    for (const below of covers.toReversed()) {
      const first = stageOf(below, candidates);
      const depth = depthWithin(model, budgetMs - first.predictedMs, wanted(model));
      if (depth >= least(model)) return [first, stageOf(above, depth)];
    }
  }
  return [stageOf(base, candidates)];
}

function timeOf({ fixedMs, perDocumentMs }: ModelTime, depth: number): number {
  return fixedMs + depth * perDocumentMs;
}

/** Most documents, of those wanted, that can be read in time; 0 where not even the call itself fits in. */
function depthWithin(model: ModelTime, budgetMs: number, wanted: number): number {
  if (timeOf(model, wanted) <= budgetMs) return wanted;
  let depth = Math.max(0, Math.floor((budgetMs - model.fixedMs) / model.perDocumentMs));
  // A quotient may be rounded up to a whole number that it does not reach.
  while (depth > 0 && timeOf(model, depth) > budgetMs) depth--;
  return Math.min(depth, wanted);
}
