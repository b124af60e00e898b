import type { DocumentInput, Ranking, Reranker, RerankOptions } from "../../contract/index.ts";
import { prepareCandidates } from "../../rank/index.ts";
import { addSpent } from "../add-spent.ts";
import { type Spent, withSpent } from "../failed-attempts.ts";
import { isNeverMasked } from "../never-masked.ts";
import { tryReranker } from "../try-reranker.ts";
import { assembleStages } from "./assemble-stages.ts";
import type { StageOutcome } from "./stage-outcome.ts";
import { stageProgress } from "./stage-progress.ts";
import type { StagesCall } from "./stages-call.ts";
import { advance, headDocuments, type Standing } from "./standing.ts";

// Less than whoever waits for a cascade waits: the cascade knows better what was tried.
const graceMs = 5;

/** Runs the stages one after the other; whatever of them is through when time is over has made the order. */
export async function runStages<D extends DocumentInput>(call: StagesCall<D>): Promise<Ranking<D>> {
  const { stages, query, documents, options, budget, startedAt } = call;
  const { deadlineMs } = options;
  const candidates = prepareCandidates(documents, options);
  const total = candidates.scored.length;
  const standing: Standing = { order: candidates.scored, dropped: new Map(), scores: undefined, found: [] };
  const shares = stages.map(({ depth }) => Math.min(depth, total));
  const progress = stageProgress(options, budget, total, shares);
  const outcomes: StageOutcome[] = [];
  let spent: Spent = { attempts: [], usage: { calls: 0 } };

  for (const [i, stage] of stages.entries()) {
    const head = standing.order.slice(0, stage.depth);
    if (head.length === 0) break;
    const outcome = await run(i, stage.reranker, head);
    budget.signal.throwIfAborted();
    outcomes.push(outcome);
    spent = addSpent(spent, outcome.spent);
    call.onStage?.(i, outcome);
    if (outcome.ranking) {
      advance(standing, head, outcome.ranking, stage.reranker);
      progress.tellOrder([...standing.order, ...others()]);
    }
  }
  if (outcomes.every(({ ranking, lateReason }) => ranking && !lateReason) && total > 0) progress.complete();
  return assembleStages(call, candidates, standing, outcomes, spent);

  async function run(i: number, reranker: Reranker, head: readonly number[]): Promise<StageOutcome> {
    const stageStartedAt = performance.now();
    const outcome = { reranker, head, isLast: i === stages.length - 1 };
    const leftMs = (deadlineMs ?? Number.POSITIVE_INFINITY) - (stageStartedAt - startedAt);
    if (leftMs <= 0) {
      const lateReason = `the deadline of ${deadlineMs} ms passed before it was begun`;
      return { ...outcome, head: [], spent: { attempts: [], usage: { calls: 0 } }, durationMs: 0, lateReason };
    }
    const rest = [...standing.order.slice(head.length), ...others()];
    const trial = await tryReranker(
      reranker,
      query,
      headDocuments(documents, head, standing),
      {
        ...stageOptions(options, outcome.isLast),
        ...(deadlineMs !== undefined && { deadlineMs: call.timeFor(i, leftMs) }),
        ...progress.optionsFor(i, head, rest),
        signal: budget.signal,
      },
      graceMs,
    );
    const durationMs = performance.now() - stageStartedAt;
    if ("ranking" in trial) {
      const { receipt } = trial.ranking;
      const isLate = receipt.warnings.some(({ code }) => code === "deadline");
      return { ...outcome, ...trial, durationMs, ...(isLate && { lateReason: receipt.reason ?? "time was over" }) };
    }
    const { error } = trial;
    if (trial.timeIsOver) return { ...outcome, spent: trial.spent, durationMs, lateReason: error.message };
    if (call.onStageError === "throw" || isNeverMasked(error)) {
      throw withSpent(error, addSpent(spent, trial.spent));
    }
    return { ...outcome, spent: trial.spent, durationMs, error };
  }

  /** What no stage reads. */
  function others(): number[] {
    return [...candidates.unscored, ...candidates.blank, ...standing.dropped.keys()];
  }
}

/** What cuts the list short is for the last stage alone; a threshold and the others' reasons are kept apart, so one of the two. */
function stageOptions({ topN, minScore, ...options }: RerankOptions, isLast: boolean): RerankOptions {
  const { depth: _, onProgress: __, onOrder: ___, ...others } = options;
  if (!isLast) return others;
  if (minScore !== undefined) return { ...others, minScore };
  return topN === undefined ? others : { ...others, topN };
}
