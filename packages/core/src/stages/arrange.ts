import { RerankError } from "../contract/index.ts";
import { describe } from "../rank/index.ts";

/** `bestFirst`; `reverse`, the best last; `ends`, the best first, the second last, and so on to the middle. */
export type Arrangement = "bestFirst" | "reverse" | "ends";

/**
 * Documents in the order in which a language model is to read them. Models make least of what stands in the middle of a long context, so
 * `ends` puts the best at both ends, and a plain `reverse` puts the best next to a question that comes last.
 * Liu et al., Lost in the Middle: How Language Models Use Long Contexts, 2024.
 *
 * Only the order changes: `rank`, `score` and everything else of a result stay, and items with a `rank`, as results have, are taken by it, so
 * that an arrangement can be changed or undone. Anything else, such as documents of a framework, is taken best first as it comes.
 *
 * @returns a new array of the same items
 * @throws {RerankError} `invalid_options`
 *
 * @example
 * import { arrange } from "secondpass";
 *
 * arrange(["a", "b", "c", "d", "e"], "ends"); // => ["a", "c", "e", "d", "b"]
 * arrange(["a", "b", "c"], "reverse"); // => ["c", "b", "a"]
 */
export function arrange<Item>(items: readonly Item[], arrangement: Arrangement): Item[] {
  const bestFirst = [...items];
  if (items.length > 0 && items.every(hasRank)) bestFirst.sort((a, b) => rankOf(a) - rankOf(b));
  switch (arrangement) {
    case "bestFirst":
      return bestFirst;
    case "reverse":
      return bestFirst.reverse();
    case "ends": {
      const isFirstHalf = (_: Item, place: number) => place % 2 === 0;
      return [...bestFirst.filter(isFirstHalf), ...bestFirst.filter((item, place) => !isFirstHalf(item, place)).reverse()];
    }
    default:
      throw new RerankError("invalid_options", `an arrangement is one of bestFirst, reverse, ends, got ${describe(arrangement)}`);
  }
}

function hasRank(item: unknown): item is { rank: number } {
  return typeof item === "object" && item !== null && typeof (item as { rank?: unknown }).rank === "number";
}

function rankOf(item: unknown): number {
  return (item as { rank: number }).rank;
}
