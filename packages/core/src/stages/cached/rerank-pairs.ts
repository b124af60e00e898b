import type { Attempt, DocumentInput, Ranking, RerankOptions, Warning } from "../../contract/index.ts";
import { assembleRanking, type Candidates, mergeWarnings, minScoreWarnings, prepareCandidates } from "../../rank/index.ts";
import { addSpent, addTimings } from "../add-spent.ts";
import type { Spent } from "../failed-attempts.ts";
import { missingWarnings, warningsOfTheCall } from "../part-warnings.ts";
import { whyNotAll } from "../why-not-all.ts";
import { type CachedCall, cacheReceipt } from "./cached-call.ts";
import type { PairEntry } from "./entries.ts";
import type { ClaimKey } from "./in-flight.ts";
import { learnPairs, type PairGroup } from "./learn-pairs.ts";
import { truncationOf, withEntry } from "./pair-entries.ts";

/** Ranks with scores that are known one by one: only documents that nobody knows are sent to the reranker. */
export async function rerankPairs<D extends DocumentInput>(
  call: CachedCall<D>,
  claim: ClaimKey<PairEntry>,
  onProgress: RerankOptions["onProgress"],
): Promise<Ranking<D>> {
  const { documents, options, reranker } = call;
  const candidates = prepareCandidates(documents, options);
  const groups = groupCandidates(candidates, call);
  const total = candidates.scored.length;
  const countOf = (some: readonly PairGroup[]) => some.reduce((sum, { positions }) => sum + positions.length, 0);
  const answers = await learnPairs(call, groups, claim, (asked, share) => {
    const known = countOf(groups.filter(({ entry }) => entry !== undefined)) + Math.floor(countOf(asked) * share);
    onProgress?.(Math.min(known, total), total);
  });

  const { scores, entries, truncated } = byIndex(candidates, groups);
  const failed = answers.find((answer) => answer?.receipt.reason !== undefined);
  const deadlinePassed = call.budget.deadlinePassed || answers.some(isLate);
  const unknown = groups.filter(({ entry }) => entry === undefined);
  const isComplete = !failed && !deadlinePassed;
  // A reranker that is done and has no score for a document has left it out.
  const missing = new Set(isComplete ? indexesOf(candidates, unknown) : []);
  const known = total - countOf(unknown);
  const hits = countOf(groups.filter(({ entry, asked }) => entry !== undefined && !asked));
  if (isComplete && total > 0) onProgress?.(total, total);
  const reason = whyNotAll(candidates, known, deadlinePassed && known < total, failed?.receipt.reason, options);
  const selection = assembleRanking(documents, candidates, { scores, missing }, options);
  return {
    ...selection,
    results: selection.results.map((ranked) => withEntry(ranked, entries[ranked.index])),
    receipt: {
      reranked: known > 0,
      servedBy: failed && known === 0 ? failed.receipt.servedBy : reranker.id,
      ...(reason && { reason }),
      ...spentOn(answers, call, deadlinePassed && known < total),
      truncated,
      timing: {
        totalMs: performance.now() - call.startedAt,
        ...addTimings(answers.flatMap((answer) => (answer ? [answer.receipt.timing] : []))),
      },
      ...cacheReceipt(hits, total - hits),
      ...modelOf(answers),
      warnings: mergeWarnings(
        candidates.warnings,
        call.warnings,
        answers.flatMap((answer) => warningsOfTheCall(answer?.receipt.warnings ?? [])),
        Object.values(entries).flatMap((entry) => (entry?.warnings ?? []) as Warning[]),
        missingWarnings(reranker.id, [...missing]),
        deadlinePassed && reason ? [{ code: "deadline", message: reason }] : [],
        minScoreWarnings(scores, options),
      ),
    },
  };
}

function groupCandidates<D extends DocumentInput>(candidates: Candidates, { documents, keys }: CachedCall<D>): PairGroup[] {
  const byKey = new Map<string, PairGroup>();
  const groups: PairGroup[] = [];
  candidates.scored.forEach((index, position) => {
    const key = keys.pair(documents[index] as D);
    const known = key === undefined ? undefined : byKey.get(key);
    if (known) {
      known.positions.push(position);
      return;
    }
    const group: PairGroup = { key, positions: [position], index, asked: false };
    groups.push(group);
    if (key !== undefined) byKey.set(key, group);
  });
  return groups;
}

function byIndex(candidates: Candidates, groups: readonly PairGroup[]) {
  const scores: (number | undefined)[] = [];
  const entries: PairGroup["entry"][] = [];
  for (const { entry, positions } of groups) {
    for (const position of positions) {
      const index = candidates.scored[position] as number;
      scores[index] = entry?.score;
      entries[index] = entry;
    }
  }
  const truncated = candidates.scored.flatMap((index) => {
    const entry = entries[index];
    return entry ? truncationOf(index, entry) : [];
  });
  return { scores, entries, truncated };
}

function indexesOf(candidates: Candidates, groups: readonly PairGroup[]): number[] {
  return groups.flatMap(({ positions }) => positions.map((position) => candidates.scored[position] as number));
}

function isLate(answer: Ranking | undefined): boolean {
  return answer === undefined || answer.receipt.warnings.some(({ code }) => code === "deadline");
}

function spentOn(answers: readonly (Ranking | undefined)[], call: CachedCall<DocumentInput>, deadlinePassed: boolean): Spent {
  const none: Spent = { attempts: [], usage: { calls: 0 } };
  const sum = answers.reduce<Spent>((spent, answer) => (answer ? addSpent(spent, answer.receipt) : spent), none);
  if (!deadlinePassed || sum.attempts.some(({ outcome }) => outcome === "deadline")) return sum;
  const durationMs = performance.now() - call.startedAt;
  const late: Attempt = { reranker: call.reranker.id, outcome: "deadline", durationMs };
  return { ...sum, attempts: [...sum.attempts, late] };
}

function modelOf(answers: readonly (Ranking | undefined)[]) {
  const model = answers.flatMap((answer) => answer?.receipt.model ?? [])[0];
  return model ? { model } : {};
}
