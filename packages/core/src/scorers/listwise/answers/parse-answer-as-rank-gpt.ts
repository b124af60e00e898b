import { readContent } from "./content-text.ts";
import { digitValue } from "./normalise-text.ts";
import type { ParsedAnswer, ParseOptions } from "./parsed-answer.ts";
import { countAsked, repairOrder } from "./repair-order.ts";

/**
 * Reads an answer as RankGPT does, to compare with rankings that it made: every number of the text is a label counted from 1,
 * also those of lists, of prose and of reasoning; the first mention counts, numbers out of range are dropped, what is missing
 * follows in the order of the input. Of `labels` only the number matters.
 * Sun et al., 2023, `receive_permutation` of `rank_gpt.py`, which throws on superscripts; here they are no digits.
 *
 * @example
 * parseAnswerAsRankGpt("The top 2: [3] > [1]", { labels: ["1", "2", "3"] }).order; // => [1, 2, 0]
 */
export function parseAnswerAsRankGpt(content: unknown, { labels, asked: wanted, isCut = false }: ParseOptions): ParsedAnswer {
  const { text } = readContent(content);
  const numbers = text.match(/\p{Nd}+/gu) ?? [];
  const asked = countAsked(wanted, labels.length);
  const positions = numbers.map((digits) => Number(digits.replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)))) - 1);
  const repaired = repairOrder(positions, labels.length, asked);
  const { stated, missing, duplicate, unknown } = repaired;
  if (stated === 0) return { ...repaired, status: isCut ? "truncated" : text.trim() === "" ? "empty" : "unparsed", ties: 0 };
  const isPartial = stated * 2 < asked;
  return { ...repaired, status: isPartial ? "partial" : missing + duplicate + unknown > 0 ? "repaired" : "ok", ties: 0 };
}
