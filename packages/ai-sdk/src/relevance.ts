import type { Ranking, ScoreScale } from "secondpass";
import type { RerankingResult } from "./reranking-model-v3.ts";

export interface Relevance {
  ranking: RerankingResult["ranking"];
  /** What the numbers are: those of the reranker, or `rank`, one divided by the place. */
  scoreScale: ScoreScale;
  /** Input positions of the documents whose number is not a score but only keeps their place. */
  unscored: number[];
}

/**
 * A number for every result, because the SDK asks for one, that never contradicts the order. Scores stay as they are. A document
 * without one gets that of the next scored document below it, and where there is none, 1, 2, 3 … less than the least score.
 * An order that scores cannot tell (none there, or not falling) gets 1/rank throughout.
 */
export function relevanceOf({ results, receipt }: Ranking, scale: ScoreScale): Relevance {
  const scores = results.map(({ score }) => score);
  if (!receipt.reranked || scale === "rank" || !areFalling(scores)) {
    const ranking = results.map(({ index, rank }) => ({ index, relevanceScore: 1 / rank }));
    return { ranking, scoreScale: "rank", unscored: ranking.map(({ index }) => index) };
  }
  const unscored = results.filter(({ score }) => score === undefined).map(({ index }) => index);
  const numbers = withPlaceholders(scores);
  const ranking = results.map(({ index }, place) => ({ index, relevanceScore: numbers[place] as number }));
  return { ranking, scoreScale: scale, unscored };
}

/** Whether there are scores, and none is higher than one before it. */
function areFalling(scores: readonly (number | undefined)[]): boolean {
  const known = scores.filter((score) => score !== undefined);
  return known.length > 0 && known.every((score, i) => i === 0 || score <= (known[i - 1] as number));
}

function withPlaceholders(scores: readonly (number | undefined)[]): number[] {
  const last = scores.findLastIndex((score) => score !== undefined);
  const least = scores[last] as number;
  let below = least;
  const upToLast = scores.slice(0, last + 1).reduceRight<number[]>((numbers, score) => {
    below = score ?? below;
    numbers.push(below);
    return numbers;
  }, []);
  return [...upToLast.reverse(), ...scores.slice(last + 1).map((_, i) => least - 1 - i)];
}
