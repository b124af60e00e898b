import type {
  DocumentInput,
  ListwiseReport,
  Passage,
  RankedDocument,
  Ranking,
  Reranker,
  RerankOptions,
} from "../../contract/index.ts";
import { assembleRanking, type Candidates, mergeWarnings, minScoreWarnings } from "../../rank/index.ts";
import { missingWarnings, warningsOfTheCall } from "../part-warnings.ts";
import { whyNotAll } from "../why-not-all.ts";
import type { Aggregate } from "./aggregate-scores.ts";
import { documentOrder, documentValues } from "./document-values.ts";
import type { ReadingPlan } from "./plan-reading.ts";
import type { SentPassage } from "./sent-passage.ts";
import { findUnreadParts } from "./unread-parts.ts";

/** One call, and what of it was sent to be read. */
export interface ReadCall<D extends DocumentInput> {
  reranker: Reranker;
  documents: readonly D[];
  candidates: Candidates;
  options: RerankOptions;
  plan: ReadingPlan;
  aggregate: Aggregate;
  startedAt: number;
}

/** Makes a ranking of documents out of the ranking of what was sent of them. */
export function rankDocuments<D extends DocumentInput>(ranking: Ranking, call: ReadCall<D>): Ranking<D> {
  const { reranker, documents, candidates, options, plan, startedAt } = call;
  const { results, receipt } = ranking;
  const { sent } = plan;
  const scoreAt: (number | undefined)[] = sent.map(() => undefined);
  for (const { index, score } of results) scoreAt[index] = score;
  const hasScores = scoreAt.some((score) => score !== undefined);
  const isLate = receipt.warnings.some(({ code }) => code === "deadline");

  const { scores, bestPassages, order } = hasScores ? byScores(scoreAt, call) : byPlaces(ranking, call);
  const known = candidates.scored.filter((index) => scores[index] !== undefined);
  const isComplete = hasScores && !isLate && receipt.reason === undefined;
  const missing = new Set(isComplete ? candidates.scored.filter((index) => scores[index] === undefined) : []);
  const reason = whyNotAll(candidates, known.length, isLate && hasScores, receipt.reason, options);
  const selection = assembleRanking(documents, candidates, { scores, missing, bestPassages, order }, options);
  const others = othersOf(results, sent);
  const wasRead = (position: number) => (hasScores ? scoreAt[position] !== undefined : receipt.reranked);
  const { estimated, divided, tokens } = plan;
  return {
    ...selection,
    results: selection.results.map((ranked) => ({ ...others[ranked.index], ...ranked })),
    receipt: {
      ...receipt,
      ...(reason && { reason }),
      truncated: findUnreadParts(sent, wasRead, receipt.truncated, estimated),
      chunked: {
        documents: divided,
        passages: sent.filter(({ part }) => part).length,
        tokens,
        ...(estimated && { estimated }),
      },
      ...(receipt.listwise && { listwise: reportByDocument(receipt.listwise, sent) }),
      timing: { ...receipt.timing, totalMs: performance.now() - startedAt },
      warnings: mergeWarnings(
        candidates.warnings,
        warningsOfTheCall(receipt.warnings),
        missingWarnings(reranker.id, [...missing]),
        isLate && reason ? [{ code: "deadline", message: reason }] : [],
        minScoreWarnings(scores, options),
      ),
    },
  };
}

interface Findings {
  scores: (number | undefined)[];
  bestPassages: (Passage | undefined)[];
  order?: number[];
}

function byScores(
  scoreAt: readonly (number | undefined)[],
  { plan: { sent }, aggregate }: Pick<ReadCall<DocumentInput>, "plan" | "aggregate">,
): Findings {
  const found = documentValues(sent, scoreAt, aggregate);
  return {
    scores: found.map((document) => document?.value),
    bestPassages: found.map((document) => document && toPassage(sent[document.best] as SentPassage, scoreAt[document.best])),
  };
}

/** Where the scale has no scores, or nothing was scored. */
function byPlaces(
  { results, receipt }: Ranking,
  { plan: { sent }, candidates, aggregate }: Pick<ReadCall<DocumentInput>, "plan" | "candidates" | "aggregate">,
): Findings {
  const passages = results.map(({ index }) => index);
  const bestPassages: (Passage | undefined)[] = [];
  // From the last to the first, so that the first stays.
  for (const position of receipt.reranked ? passages.toReversed() : []) {
    const passage = sent[position] as SentPassage;
    bestPassages[passage.index] = toPassage(passage, undefined);
  }
  return { scores: [], bestPassages, order: documentOrder(candidates.scored, sent, passages, aggregate) };
}

function toPassage({ part }: SentPassage, score: number | undefined): Passage | undefined {
  if (!part) return undefined;
  const { start, end } = part.passage;
  return { text: part.document.text.slice(start, end), start, end, ...(score !== undefined && { score }) };
}

/** What the reranker knows, beside their score, of documents that it read as they are. */
function othersOf(results: readonly RankedDocument[], sent: readonly SentPassage[]): Partial<RankedDocument>[] {
  const others: Partial<RankedDocument>[] = [];
  for (const { score: _, ...known } of results) {
    const { index, part } = sent[known.index] as SentPassage;
    if (!part) others[index] = known;
  }
  return others;
}

function reportByDocument(report: ListwiseReport, sent: readonly SentPassage[]): ListwiseReport {
  const windows = new Map<number, number>();
  const signs = new Map<number, Set<string>>();
  const documentOf = (position: number) => (sent[position] as SentPassage).index;
  for (const seen of report.seen) {
    const index = documentOf(seen.index);
    windows.set(index, (windows.get(index) ?? 0) + seen.windows);
  }
  for (const suspicious of report.suspicious) {
    const index = documentOf(suspicious.index);
    signs.set(index, new Set([...(signs.get(index) ?? []), ...suspicious.signs]));
  }
  return {
    ...report,
    seen: [...windows].map(([index, windows]) => ({ index, windows })),
    suspicious: [...signs].map(([index, signs]) => ({ index, signs: [...signs] })),
  };
}
