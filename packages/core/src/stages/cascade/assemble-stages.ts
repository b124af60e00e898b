import type { DocumentInput, RankedDocument, Ranking, RerankOptions, Truncation, Warning } from "../../contract/index.ts";
import { assembleRanking, type Candidates, mergeWarnings, minScoreWarnings, whyNoneScored } from "../../rank/index.ts";
import { addTimings } from "../add-spent.ts";
import type { Spent } from "../failed-attempts.ts";
import { findingsOf } from "../findings-of.ts";
import { missingWarnings, warningsOfTheCall } from "../part-warnings.ts";
import { mergeFindings } from "./merge-findings.ts";
import { problemOf, reportOf, type StageOutcome } from "./stage-outcome.ts";
import type { StagesCall } from "./stages-call.ts";
import type { Standing } from "./standing.ts";

/** The ranking of a call that went through several stages, and a receipt that adds up theirs. */
export function assembleStages<D extends DocumentInput>(
  { id, stages, documents, options, startedAt }: StagesCall<D>,
  candidates: Candidates,
  standing: Standing,
  outcomes: readonly StageOutcome[],
  spent: Spent,
): Ranking<D> {
  const reranked = outcomes.filter(({ ranking }) => ranking?.receipt.reranked);
  const last = outcomes.find(({ isLast, ranking }) => isLast && ranking?.receipt.reranked);
  // Of the last stage: scores of the others are on other scales.
  const { scores, blended, feedback } = findingsOf(last?.ranking, last?.head);
  const dropped = new Map(standing.dropped);
  const isHeld = options.minScore !== undefined && last !== undefined && ignoredOf(last).length === 0;
  // What the last stage has not read has not shown that it reaches the threshold.
  const held = isHeld
    ? [...standing.order, ...candidates.unscored, ...candidates.blank].filter((i) => !last.head.includes(i))
    : [];
  for (const index of held) if (!dropped.has(index)) dropped.set(index, "minScore");
  const order = [...standing.order, ...standing.dropped.keys()];
  const { topN } = options;
  const selection = assembleRanking(
    documents,
    candidates,
    { order, scores, blended, feedback, dropped },
    topN === undefined ? {} : { topN },
  );

  const isLate = outcomes.some(({ lateReason }) => lateReason !== undefined);
  const reason = whyNot(candidates, outcomes, reranked.length > 0, isLate ? options.deadlineMs : undefined);
  return {
    results: selection.results.map((result): RankedDocument<D> => ({ ...result, ...standing.found[result.index] })),
    dropped: selection.dropped,
    receipt: {
      reranked: reranked.length > 0,
      servedBy: servedBy(id, last, reranked),
      ...(reason !== undefined && { reason }),
      ...spent,
      truncated: worstTruncations(outcomes),
      timing: {
        totalMs: performance.now() - startedAt,
        ...addTimings(outcomes.flatMap(({ ranking }) => ranking?.receipt.timing ?? [])),
      },
      stages: outcomes.map(reportOf),
      ...mergeFindings(outcomes, last),
      warnings: mergeWarnings(
        candidates.warnings,
        shallowWarnings(stages.at(-1)?.depth, candidates, options),
        outcomes.flatMap(({ ranking }) => warningsOfTheCall(ranking?.receipt.warnings ?? [])),
        outcomes.flatMap(stageWarnings),
        isLate && reason !== undefined ? [{ code: "deadline", message: reason }] : [],
        isHeld ? [] : last ? ignoredOf(last) : minScoreWarnings([], options),
      ),
    },
  };
}

/** Whose order it is: that of the whole, or of the stage that came last where a later one has not ranked. */
function servedBy(id: string, last: StageOutcome | undefined, reranked: readonly StageOutcome[]): string {
  const server = reranked.at(-1)?.ranking?.receipt.servedBy;
  if (server === undefined) return "identity";
  return last && server === last.reranker.id ? id : server;
}

/** Why documents were not reranked, or not as they were to be. Where a stage has, that another chose not to is no reason. */
function whyNot(
  candidates: Candidates,
  outcomes: readonly StageOutcome[],
  isReranked: boolean,
  deadlineMs: number | undefined,
): string | undefined {
  if (outcomes.length === 0) return whyNoneScored(candidates);
  const reasons = outcomes.flatMap((outcome) => {
    const reason = isReranked ? problemOf(outcome) : reportOf(outcome).reason;
    return reason === undefined ? [] : [`${outcome.reranker.id}: ${reason}`];
  });
  if (reasons.length === 0) return undefined;
  return `${deadlineMs === undefined ? "" : `deadline of ${deadlineMs} ms: `}${reasons.join("; ")}`;
}

/** A document that two stages cut is said to be cut as much as by the one that read less. */
function worstTruncations(outcomes: readonly StageOutcome[]): Truncation[] {
  const worst = new Map<number, Truncation>();
  for (const { head, ranking } of outcomes) {
    for (const truncation of ranking?.receipt.truncated ?? []) {
      const index = head[truncation.index] as number;
      const known = worst.get(index);
      if (!known || shareOf(truncation) < shareOf(known)) worst.set(index, { ...truncation, index });
    }
  }
  return [...worst.values()].sort((a, b) => a.index - b.index);
}

function shareOf({ keptTokens, totalTokens }: Truncation): number {
  return keptTokens / totalTokens;
}

function ignoredOf({ ranking }: StageOutcome): Warning[] {
  return ranking?.receipt.warnings.filter(({ code }) => code === "min_score_ignored") ?? [];
}

function stageWarnings({ reranker, head, ranking, error }: StageOutcome): Warning[] {
  if (error) {
    const message = `the order before ${reranker.id} was kept, because it failed: ${error.code}: ${error.message}`;
    return [{ code: "stage_failed", message }];
  }
  if (!ranking?.receipt.warnings.some(({ code }) => code === "missing_scores")) return [];
  const missing = ranking.results.filter(({ score }) => score === undefined);
  return missingWarnings(
    reranker.id,
    missing.map(({ index }) => head[index] as number),
  );
}

function shallowWarnings(depth: number | undefined, { scored }: Candidates, { topN }: RerankOptions): Warning[] {
  if (depth === undefined || topN === undefined || depth >= topN || scored.length <= depth) return [];
  const message = `the last stage reads ${depth} documents, fewer than topN ${topN}: results behind them are in the order of the stage before`;
  return [{ code: "depth_below_top_n", message }];
}
