import type { DocumentInput, DroppedDocument, DropReason, RankedDocument, Receipt, RerankOptions } from "../contract/index.ts";
import { orderAmongPlaces } from "./order-among-places.ts";
import type { Candidates } from "./prepare-candidates.ts";

/** What a reranker found out about the documents, by index in the input. */
export interface Findings {
  scores: readonly (number | undefined)[];
  /** All candidates, best first, where an order was found rather than scores. */
  order?: readonly number[];
  /** Documents that an answer left out: they come behind the others, in first-stage order. */
  missing?: ReadonlySet<number>;
  blended?: readonly (RankedDocument["blended"] | undefined)[];
  feedback?: readonly (RankedDocument["feedback"] | undefined)[];
  /** Documents that a reranker inside has dropped already, by index. */
  dropped?: ReadonlyMap<number, DropReason>;
  /** Of documents that were read in several passages, the best one. */
  bestPassages?: readonly (RankedDocument["bestPassage"] | undefined)[];
}

/** Results and dropped documents; together they are the input. */
export interface Selection<D extends DocumentInput> {
  results: RankedDocument<D>[];
  dropped: DroppedDocument[];
}

/**
 * Orders the candidates by their scores and applies `minScore` and `topN`. `minScore` is left alone when no document has a
 * score: nothing was reranked then, and the first stage's scores are on another scale.
 */
export function assembleRanking<D extends DocumentInput>(
  documents: readonly D[],
  candidates: Candidates,
  findings: Findings,
  options: RerankOptions,
): Selection<D> {
  const { scores, missing } = findings;
  const isMissing = (index: number) => missing?.has(index) ?? false;
  const order = [
    ...(findings.order ??
      orderAmongPlaces(
        candidates.scored.filter((index) => !isMissing(index)),
        scores,
      )),
    ...candidates.scored.filter(isMissing),
    ...candidates.unscored,
    ...candidates.blank,
  ];
  const anyScore = order.some((index) => scores[index] !== undefined);
  const minScore = anyScore ? (options.minScore ?? Number.NEGATIVE_INFINITY) : Number.NEGATIVE_INFINITY;
  const topN = options.topN ?? Number.POSITIVE_INFINITY;

  const selection: Selection<D> = { results: [], dropped: [] };
  for (const index of order) {
    const score = scores[index];
    // An unscored document has not shown that it reaches the threshold.
    const belowMinScore = minScore > Number.NEGATIVE_INFINITY && (score === undefined || score < minScore);
    const reason = findings.dropped?.get(index);
    if (reason) selection.dropped.push({ index, reason });
    else if (belowMinScore) selection.dropped.push({ index, reason: "minScore" });
    else if (selection.results.length >= topN) selection.dropped.push({ index, reason: "topN" });
    else selection.results.push(rankedDocument(documents[index] as D, index, selection.results.length + 1, findings));
  }
  return selection;
}

function rankedDocument<D extends DocumentInput>(
  document: D,
  index: number,
  rank: number,
  findings: Findings,
): RankedDocument<D> {
  const ranked: RankedDocument<D> = { index, rank, document, firstStage: { rank: index + 1 } };
  const firstStageScore = firstStageScoreOf(document);
  if (firstStageScore !== undefined) ranked.firstStage.score = firstStageScore;
  const score = findings.scores[index];
  if (score !== undefined) ranked.score = score;
  const blended = findings.blended?.[index];
  if (blended) ranked.blended = blended;
  const feedback = findings.feedback?.[index];
  if (feedback) ranked.feedback = feedback;
  const bestPassage = findings.bestPassages?.[index];
  if (bestPassage) ranked.bestPassage = bestPassage;
  return ranked;
}

/** The score that came with a document, if it is one that can be reckoned with. */
export function firstStageScoreOf(document: DocumentInput): number | undefined {
  if (typeof document === "string") return undefined;
  return typeof document.score === "number" && Number.isFinite(document.score) ? document.score : undefined;
}

/** The warning owed when `minScore` was asked for and could not be applied. */
export function minScoreWarnings(scores: Findings["scores"], options: RerankOptions): Receipt["warnings"] {
  if (options.minScore === undefined || scores.some((score) => score !== undefined)) return [];
  return [{ code: "min_score_ignored", message: "minScore was not applied: no document has a score of this reranker" }];
}
