import type { IsotonicMapping } from "secondpass";
import type { ScoredPair } from "./scored-pair.ts";
import { smoothedTargets } from "./smoothed-targets.ts";

/** Neighbouring scores with one probability. */
interface Block {
  low: number;
  high: number;
  sum: number;
  count: number;
}

/**
 * Fits the rising steps that are nearest to what is relevant, by pooling neighbours that fall: Ayer et al., An empirical distribution
 * function for sampling with incomplete information, 1955; for probabilities Zadrozny & Elkan, Transforming classifier scores into
 * accurate multiclass probability estimates, 2002. Between two steps the mapping rises in a straight line.
 */
export function fitIsotonic(pairs: readonly ScoredPair[]): IsotonicMapping["parameters"] {
  const targets = smoothedTargets(pairs.map(({ relevant }) => relevant));
  const blocks = poolViolators(
    groupByScore(pairs.map(({ score, relevant }) => ({ score, target: relevant ? targets.relevant : targets.irrelevant }))),
  );
  const points = blocks.flatMap(({ low, high, sum, count }) =>
    (low === high ? [low] : [low, high]).map((score) => ({ score, probability: sum / count })),
  );
  return { scores: points.map(({ score }) => score), probabilities: points.map(({ probability }) => probability) };
}

/** Equal scores have one probability. */
function groupByScore(values: readonly { score: number; target: number }[]): Block[] {
  const groups: Block[] = [];
  for (const { score, target } of [...values].sort((a, b) => a.score - b.score)) {
    const last = groups.at(-1);
    if (last?.low === score) groups[groups.length - 1] = join(last, { low: score, high: score, sum: target, count: 1 });
    else groups.push({ low: score, high: score, sum: target, count: 1 });
  }
  return groups;
}

/** @param groups by rising score */
function poolViolators(groups: readonly Block[]): Block[] {
  const blocks: Block[] = [];
  for (const group of groups) {
    let block = group;
    for (let last = blocks.at(-1); last && last.sum * block.count >= block.sum * last.count; last = blocks.at(-1)) {
      blocks.pop();
      block = join(last, block);
    }
    blocks.push(block);
  }
  return blocks;
}

function join(a: Block, b: Block): Block {
  return { low: a.low, high: b.high, sum: a.sum + b.sum, count: a.count + b.count };
}
