import type { ParsedAnswer } from "./parsed-answer.ts";
import { repairOrder } from "./repair-order.ts";

// How tokenizers write the space before a word, and what opens a label.
const around = /^[\s▁Ġ"'`*[({]+|[\s"'`*\])}]+$/g;

/**
 * Ranks labels by how likely each is as the first token of an answer; those that are not among the alternatives follow in the
 * order of the input. One token tells the whole order. Ways to write the same label, `A` and ` A`, add up; alternatives that
 * are no label are passed over. Reddy et al., FIRST: Faster Improved Listwise Reranking with Single Token Decoding, 2024.
 *
 * @param firstToken alternatives with natural logarithms of their probabilities
 *
 * @example
 * firstTokenOrder([{ token: "B", logprob: -0.1 }, { token: " A", logprob: -2.5 }], ["A", "B", "C"]).order; // => [1, 0, 2]
 */
export function firstTokenOrder(
  firstToken: readonly { token: string; logprob: number }[] | undefined,
  labels: readonly string[],
): ParsedAnswer {
  const positions = new Map(labels.map((label, position) => [label, position] as const));
  const likely = new Map<number, number>();
  for (const { token, logprob } of firstToken ?? []) {
    const position = positions.get(token.replace(around, ""));
    if (position === undefined || Number.isNaN(logprob)) continue;
    const before = likely.get(position);
    likely.set(position, before === undefined ? logprob : logOfSum(before, logprob));
  }
  const named = [...likely].sort(([one, a], [other, b]) => (a === b ? one - other : b - a)).map(([position]) => position);
  const repaired = repairOrder(named, labels.length, labels.length);
  const { stated, missing } = repaired;
  if (stated === 0) return { ...repaired, status: firstToken?.length ? "unparsed" : "empty", ties: 0 };
  return { ...repaired, status: stated * 2 < labels.length ? "partial" : missing > 0 ? "repaired" : "ok", ties: 0 };
}

/** log(e^a + e^b), without leaving the range of numbers. */
function logOfSum(a: number, b: number): number {
  const larger = Math.max(a, b);
  return Number.isFinite(larger) ? larger + Math.log1p(Math.exp(Math.min(a, b) - larger)) : larger;
}
