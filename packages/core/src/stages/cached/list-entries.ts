import type { DocumentInput, RankedDocument, Ranking, Reranker, Warning } from "../../contract/index.ts";
import { firstStageScoreOf } from "../../rank/index.ts";
import { lastingWarnings } from "./cached-call.ts";
import type { ListEntry } from "./entries.ts";
import { passageOf, placeOf } from "./pair-entries.ts";

// An answer that says one of these is not what the reranker says when all goes well.
const incomplete: readonly Warning["code"][] = ["served_by_fallback", "passthrough", "deadline", "missing_scores"];

// True of one call only.
const passing: readonly Warning["code"][] = ["cache_failed", "hub_unreachable", "non_commercial_licence"];

/** What is kept of a ranking; nothing of one that is incomplete, not reranked, or another's than the reranker's own. */
export function listEntryOf({ id }: Reranker, { results, dropped, receipt }: Ranking): ListEntry | undefined {
  const { reranked, reason, servedBy, warnings, truncated, blend, feedback, model } = receipt;
  if (!reranked || reason !== undefined || servedBy !== id) return undefined;
  if (warnings.some(({ code }) => incomplete.includes(code))) return undefined;
  return {
    results: results.map(({ index, score, probability, blended, feedback, stages, bestPassage }) => ({
      index,
      ...(score !== undefined && { score }),
      ...(probability !== undefined && { probability }),
      ...(blended && { blended }),
      ...(feedback && { feedback }),
      ...(stages && { stages }),
      ...placeOf(bestPassage),
    })),
    dropped: dropped.map((document) => ({ ...document })),
    truncated: truncated.map((truncation) => ({ ...truncation })),
    ...(blend && { blend }),
    ...(feedback && { feedback }),
    ...(model && { model }),
    ...lastingWarnings(warnings, (code) => !passing.includes(code)),
  };
}

/** The ranking that an entry stands for, of these documents, without what is said of one call only. */
export function rankingOfEntry<D extends DocumentInput>(
  { id }: Reranker,
  documents: readonly D[],
  { results, dropped, truncated, blend, feedback, model, warnings }: ListEntry,
): Ranking<D> {
  return {
    results: results.map(({ index, passage, score, probability, blended, feedback, stages }, position) => {
      const document = documents[index] as D;
      const firstStageScore = firstStageScoreOf(document);
      const ranked: RankedDocument<D> = {
        index,
        rank: position + 1,
        document,
        firstStage: { rank: index + 1, ...(firstStageScore !== undefined && { score: firstStageScore }) },
        ...(score !== undefined && { score }),
        ...(probability !== undefined && { probability }),
        ...(blended && { blended }),
        ...(feedback && { feedback }),
        ...(stages && { stages }),
        ...passageOf(document, { passage }),
      };
      return ranked;
    }),
    dropped,
    receipt: {
      reranked: true,
      servedBy: id,
      attempts: [],
      truncated: truncated.map(({ estimated, ...cut }) => ({ ...cut, ...(estimated !== undefined && { estimated }) })),
      usage: { calls: 0 },
      timing: { totalMs: 0 },
      ...(blend && { blend }),
      ...(feedback && { feedback }),
      ...(model && { model }),
      warnings: (warnings ?? []) as Warning[],
    },
  };
}
