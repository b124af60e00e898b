import { setImmediate as nextTurn } from "node:timers/promises";
import type { DocumentInput, PlanReport, Ranking, Reranker, RerankOptions, Warning } from "../../contract/index.ts";
import type { CallBudget } from "../../io/call-budget.ts";
import { type BudgetStage, prepareCandidates } from "../../rank/index.ts";
import { runStages } from "../cascade/run-stages.ts";
import { firstStageOrder } from "../first-stage-order.ts";
import type { AutoOptions } from "./auto-options.ts";
import { type ChoiceOptions, chooseStages, type KnownModel, whyNoStage } from "./choose-stages.ts";
import { measureStage } from "./measure-stage.ts";
import { pairTokens } from "./pair-tokens.ts";
import type { TimeKeeper } from "./time-keeper.ts";

/** One call whose models and depths are chosen for its budget. */
export interface AutoCall<D extends DocumentInput> {
  /** Of the whole. */
  id: string;
  /** From the fastest to the best. */
  models: readonly KnownModel[];
  settings: Required<Pick<AutoOptions, "minDepth" | "onStageError">>;
  keeper: TimeKeeper;
  query: string;
  documents: readonly D[];
  options: RerankOptions & { deadlineMs: number };
  budget: CallBudget;
  startedAt: number;
}

/** Chooses stages, runs them and learns from how long they took. */
export async function serveWithinBudget<D extends DocumentInput>(call: AutoCall<D>): Promise<Ranking<D>> {
  const { models, settings, keeper, query, documents, options, startedAt } = call;
  // Calls for which nothing fits in would otherwise follow each other without a pause, and the deadlines and answers of those under way wait for
  // the last of them.
  await nextTurn();
  const { scored, texts } = prepareCandidates(documents, options);
  const tokens = new Map(pairTokens(query, texts).map((count, i) => [scored[i] as number, count]));
  const tokensOf = (indexes: readonly number[], { supports }: Reranker) =>
    indexes.reduce((sum, index) => sum + Math.min(supports.maxTokens ?? Number.POSITIVE_INFINITY, tokens.get(index) ?? 0), 0);
  const choice: ChoiceOptions = {
    budgetMs: options.deadlineMs,
    leftMs: options.deadlineMs - (performance.now() - startedAt),
    candidates: scored.length,
    meanTokens: ({ reranker }) => tokensOf(scored, reranker) / Math.max(1, scored.length),
    minDepth: settings.minDepth,
  };
  const plan = chooseStages(models, choice);
  const chosen = plan.map(({ model }) => models[model] as KnownModel);
  const report = reportOf(plan, chosen, options.deadlineMs, keeper.inFlight + 1);
  if (plan.length === 0 && scored.length > 0) return skip(call, report, whyNoStage(models, choice));

  const callsOf = chosen.map(({ book }) => book.inFlight + 1);
  const best = models.at(-1) as KnownModel;
  const { minScore, ...others } = options;
  const isHeld = minScore === undefined || chosen.length === 0 || chosen.at(-1) === best;
  const end = keeper.begin(chosen.map(({ book }) => book));
  try {
    const ranking = await runStages({
      ...call,
      stages: plan.map(({ depth }, i) => ({ reranker: (chosen[i] as KnownModel).reranker, depth })),
      options: isHeld ? options : others,
      onStageError: settings.onStageError,
      // What later stages are expected to need is theirs.
      timeFor: (stage, leftMs) => Math.max(leftMs / 2, leftMs - sumOf(plan.slice(stage + 1))),
      onStage(stage, outcome) {
        const { reranker, book } = chosen[stage] as KnownModel;
        const measured = measureStage(outcome, (indexes) => tokensOf(indexes, reranker));
        if (measured) book.add(callsOf[stage] as number, measured.tokens, measured.ms);
      },
    });
    const ignored: Warning[] = isHeld
      ? []
      : [
          {
            code: "min_score_ignored",
            message: `minScore ${minScore} is on the scale of ${best.reranker.id}, which did not rank`,
          },
        ];
    const { receipt } = ranking;
    const warnings = [...receipt.warnings, ...ignored, ...keeper.warnings()];
    const results = chosen.at(-1)?.reranker.scoreScale === best.reranker.scoreScale ? ranking.results : withoutScores(ranking);
    return { ...ranking, results, receipt: { ...receipt, plan: report, warnings } };
  } finally {
    end();
  }
}

function skip<D extends DocumentInput>(call: AutoCall<D>, plan: PlanReport, reason: string): Ranking<D> {
  const { id, documents, options, startedAt, keeper } = call;
  const durationMs = performance.now() - startedAt;
  const ranking = firstStageOrder(documents, options, {
    reason,
    startedAt,
    attempts: [{ reranker: id, outcome: "skipped", durationMs }],
    usage: { calls: 0 },
    warnings: keeper.warnings(),
  });
  return { ...ranking, receipt: { ...ranking.receipt, plan } };
}

/** Scores of a scale that is not the one which was promised stay in `stages`. */
function withoutScores<D extends DocumentInput>({ results }: Ranking<D>): Ranking<D>["results"] {
  return results.map(({ score: _, blended: __, feedback: ___, ...result }) => result);
}

function reportOf(plan: readonly BudgetStage[], chosen: readonly KnownModel[], budgetMs: number, inFlight: number): PlanReport {
  const stages = plan.map(({ depth, predictedMs }, i) => ({
    reranker: (chosen[i] as KnownModel).reranker.id,
    depth,
    predictedMs,
  }));
  return { budgetMs, predictedMs: sumOf(plan), stages, inFlight };
}

function sumOf(stages: readonly BudgetStage[]): number {
  return stages.reduce((sum, { predictedMs }) => sum + predictedMs, 0);
}
