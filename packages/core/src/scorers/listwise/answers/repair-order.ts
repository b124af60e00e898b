import type { ParsedAnswer } from "./parsed-answer.ts";

export type Repaired = Pick<ParsedAnswer, "order" | "stated" | "missing" | "duplicate" | "unknown">;

/**
 * Every position once: the named ones, each where it is named first, then the others in the order of the input.
 *
 * @param positions as named; nothing for what is no label
 * @param asked how many should have been named
 */
export function repairOrder(positions: readonly (number | undefined)[], count: number, asked: number): Repaired {
  const named = new Set<number>();
  let duplicate = 0;
  let unknown = 0;
  for (const position of positions) {
    if (position === undefined || !Number.isInteger(position) || position < 0 || position >= count) unknown += 1;
    else if (named.has(position)) duplicate += 1;
    else named.add(position);
  }
  const stated = named.size;
  for (let position = 0; position < count; position += 1) named.add(position);
  return { order: [...named], stated, missing: Math.max(0, asked - stated), duplicate, unknown };
}

/** `asked` as a number of labels that can be named. */
export function countAsked(asked: number | undefined, count: number): number {
  return asked !== undefined && asked >= 1 ? Math.min(Math.floor(asked), count) : count;
}
