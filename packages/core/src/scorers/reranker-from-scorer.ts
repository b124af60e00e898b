import {
  type DocumentInput,
  type Ranking,
  RerankError,
  type Reranker,
  type RerankOptions,
  type Scorer,
  type Scores,
} from "../contract/index.ts";
import { type CallBudget, startCallBudget } from "../io/call-budget.ts";
import {
  assembleRanking,
  type Candidates,
  checkCall,
  checkScores,
  minScoreWarnings,
  prepareCandidates,
  uniqueTexts,
} from "../rank/index.ts";
import { createProgress } from "./progress.ts";

/** What scoring the candidates gave: scores by index in the input, the scorer's own report, and whether time ran out. */
interface Outcome {
  scores: (number | undefined)[];
  report: Partial<Scores>;
  deadlinePassed: boolean;
}

/**
 * Makes a reranker of anything that scores. All rules of the contract that do not depend on how scores come about are kept
 * here: checks, depth, equal texts scored once, ties, `minScore`, `topN`, abort, deadline, dispose, receipt.
 *
 * @example
 * import { rerankerFromScorer } from "secondpass";
 *
 * const byLength = rerankerFromScorer({
 *   id: "length",
 *   scoreScale: "similarity",
 *   supports: { pointwise: true, abort: false, instructions: false },
 *   score: async (query, texts) => ({ scores: texts.map((text) => text.length) }),
 *   dispose: async () => {},
 * });
 * const { results } = await byLength.rerank("any", ["a", "ccc", "bb"]);
 * results.map((result) => result.document); // => ["ccc", "bb", "a"]
 */
export function rerankerFromScorer(scorer: Scorer): Reranker {
  const inFlight = new Set<CallBudget>();
  let disposed: RerankError | undefined;

  async function rerank<D extends DocumentInput>(
    query: string,
    documents: readonly D[],
    options: RerankOptions = {},
  ): Promise<Ranking<D>> {
    const startedAt = performance.now();
    if (disposed) throw disposed;
    checkCall(query, documents, options);
    options.signal?.throwIfAborted();

    const candidates = prepareCandidates(documents, options);
    const outcome = await scoreWithinBudget(scorer, query.toWellFormed(), candidates, options, inFlight);
    const totalMs = performance.now() - startedAt;
    const { scores, report, deadlinePassed } = outcome;
    const known = candidates.scored.filter((index) => scores[index] !== undefined).length;
    const reason = whyNotAll(candidates, known, deadlinePassed, options);
    return {
      ...assembleRanking(documents, candidates, { scores }, options),
      receipt: {
        reranked: known > 0,
        servedBy: scorer.id,
        ...(reason && { reason }),
        attempts:
          candidates.scored.length === 0
            ? []
            : [{ reranker: scorer.id, outcome: deadlinePassed ? "deadline" : "ok", durationMs: totalMs }],
        truncated: (report.truncated ?? []).map((truncation) => ({ ...truncation })),
        usage: { calls: candidates.scored.length === 0 ? 0 : 1, ...report.usage },
        timing: { totalMs, ...report.timing },
        warnings: [
          ...candidates.warnings,
          ...(report.warnings ?? []),
          ...(deadlinePassed && reason ? [{ code: "deadline" as const, message: reason }] : []),
          ...minScoreWarnings(scores, options),
        ],
      },
    };
  }

  async function dispose(): Promise<void> {
    if (disposed) return;
    disposed = new RerankError("disposed", `${scorer.id} was disposed; create a new reranker`);
    for (const budget of inFlight) budget.fail(disposed);
    await scorer.dispose();
  }

  return {
    id: scorer.id,
    scoreScale: scorer.scoreScale,
    supports: scorer.supports,
    rerank,
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}

async function scoreWithinBudget(
  scorer: Scorer,
  query: string,
  candidates: Candidates,
  options: RerankOptions,
  inFlight: Set<CallBudget>,
): Promise<Outcome> {
  if (candidates.scored.length === 0) return { scores: [], report: {}, deadlinePassed: false };
  const budget = startCallBudget({ signals: [options.signal], deadlineMs: options.deadlineMs });
  inFlight.add(budget);
  try {
    return await scoreUnique(scorer, query, candidates, options, budget);
  } finally {
    inFlight.delete(budget);
    budget.end();
  }
}

async function scoreUnique(
  scorer: Scorer,
  query: string,
  candidates: Candidates,
  options: RerankOptions,
  budget: CallBudget,
): Promise<Outcome> {
  // Where a score depends on the other candidates, leaving repeats out would change it.
  const identity = candidates.texts.map((_, position) => position);
  const { unique, positions } = scorer.supports.pointwise
    ? uniqueTexts(candidates.texts)
    : { unique: candidates.texts, positions: identity };
  const firstIndex = unique.map(() => -1);
  for (let i = positions.length - 1; i >= 0; i--) firstIndex[positions[i] as number] = candidates.scored[i] as number;

  const known: (number | undefined)[] = unique.map(() => undefined);
  const progress = createProgress(positions, options.onProgress);
  const onScores = (indexes: readonly number[], scores: readonly number[]) => {
    // A scorer that does not stop reports to a caller who has had an answer.
    if (budget.signal.aborted) return;
    try {
      checkScores(
        scores,
        indexes.map((index) => firstIndex[index] as number),
        scorer.id,
      );
      indexes.forEach((index, i) => {
        known[index] = scores[i];
      });
      progress(indexes);
    } catch (error) {
      budget.fail(error);
    }
  };
  const report = await scoresOrDeadline();
  if (report.scores) {
    checkScores(report.scores, firstIndex, scorer.id);
    onScores(identity.slice(0, unique.length), report.scores);
    // A callback that threw on the last scores has spent the budget after the work was done.
    if (!budget.deadlinePassed) budget.signal.throwIfAborted();
  }

  const scores: (number | undefined)[] = [];
  candidates.scored.forEach((index, i) => {
    scores[index] = known[positions[i] as number];
  });
  // A text that stands for several documents was cut for each of them.
  const truncated = (report.truncated ?? []).flatMap((truncation) =>
    candidates.scored.flatMap((index, i) => (positions[i] === truncation.index ? [{ ...truncation, index }] : [])),
  );
  return { scores, report: { ...report, truncated }, deadlinePassed: report.scores === undefined };

  async function scoresOrDeadline(): Promise<Partial<Scores>> {
    try {
      const context = {
        signal: budget.signal,
        hasDeadline: options.deadlineMs !== undefined,
        priority: options.priority ?? 0,
        onScores,
      };
      return await budget.race(scorer.score(query, unique, context));
    } catch (error) {
      if (budget.deadlinePassed) return {};
      throw error;
    }
  }
}

function whyNotAll(candidates: Candidates, known: number, deadlinePassed: boolean, options: RerankOptions): string | undefined {
  const total = candidates.scored.length;
  if (deadlinePassed) return `deadline of ${options.deadlineMs} ms passed after ${known} of ${total} candidates were scored`;
  if (total > 0) return undefined;
  return candidates.blank.length > 0 ? "no document has any text" : "there are no documents";
}
