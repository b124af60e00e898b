import type { DocumentInput, RerankOptions, ScoreContext, Scorer, Scores } from "../contract/index.ts";
import { type CallBudget, startCallBudget } from "../io/call-budget.ts";
import { type Candidates, checkScores, uniqueTexts } from "../rank/index.ts";
import { createProgress } from "./progress.ts";

/** What scoring the candidates gave: scores by index in the input, the scorer's own report, and whether time ran out. */
export interface Outcome {
  scores: (number | undefined)[];
  /** Documents that the scorer's answer left out. */
  missing?: ReadonlySet<number>;
  report: Partial<Scores>;
  deadlinePassed: boolean;
}

/** Has a scorer score the candidates until it is done, its caller aborts or time is up; equal texts are scored once. */
export async function scoreWithinBudget(
  scorer: Scorer,
  query: string,
  documents: readonly DocumentInput[],
  candidates: Candidates,
  options: RerankOptions,
  inFlight: Set<CallBudget>,
): Promise<Outcome> {
  if (candidates.scored.length === 0) return { scores: [], report: {}, deadlinePassed: false };
  const budget = startCallBudget({ signals: [options.signal], deadlineMs: options.deadlineMs });
  inFlight.add(budget);
  try {
    return await scoreUnique(scorer, query, documents, candidates, options, budget);
  } finally {
    inFlight.delete(budget);
    budget.end();
  }
}

async function scoreUnique(
  scorer: Scorer,
  query: string,
  documents: readonly DocumentInput[],
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
    const given = report.scores;
    const answered = identity.slice(0, unique.length).filter((i) => !report.partial || given[i] !== undefined);
    // All of them at once, so that a wrong number of scores is noticed as well.
    if (!report.partial) checkScores(given as readonly number[], firstIndex, scorer.id);
    onScores(
      answered,
      answered.map((i) => given[i] as number),
    );
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
  const isMissing = (index: number) => report.scores !== undefined && scores[index] === undefined;
  const missing = new Set(candidates.scored.filter(isMissing));
  return { scores, missing, report: { ...report, truncated }, deadlinePassed: report.scores === undefined };

  async function scoresOrDeadline(): Promise<Partial<Scores>> {
    try {
      // Dropped documents are told apart by reason: below the threshold, or beyond topN.
      const suffices = options.minScore === undefined ? options.topN : undefined;
      const context: ScoreContext = {
        signal: budget.signal,
        ...(options.deadlineMs !== undefined && { deadlineAt: budget.deadlineAt }),
        ...(suffices && { topN: suffices }),
        ...(options.instruction !== undefined && scorer.supports.instructions && { instruction: options.instruction }),
        priority: options.priority ?? 0,
        documents: firstIndex.map((index) => documents[index] as DocumentInput),
        onScores,
      };
      return await budget.race(scorer.score(query, unique, context));
    } catch (error) {
      if (budget.deadlinePassed) return {};
      throw error;
    }
  }
}
