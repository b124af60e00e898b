import { createHash } from "node:crypto";
import { seededRandom, shuffled } from "secondpass/adapter";
import { type JudgmentLog, placeOf } from "./judgment-log.ts";
import type { Judging, JudgingQuery } from "./set-up-judging.ts";

/** One call that is to be made. */
export interface PlannedCall {
  query: JudgingQuery;
  /** 0-based. */
  repeat: number;
  /** Answers before that gave these documents no grade. */
  misses: number;
  /** In the order in which they are shown. */
  documents: string[];
}

/** What is to be left out, or asked about by itself, of what has no grade; see `placeOf`. */
export interface Exceptions {
  skipped: ReadonlySet<string>;
  alone: ReadonlySet<string>;
}

/**
 * The calls that are still to be made, query by query, so that what is done when they are cut short is whole queries. The documents of
 * a query are put in an order of chance, another one for each repeat and retry, and divided evenly; what is graded already is left
 * out of it without a change to the rest, so that a judging that was stopped goes on with the calls that it would have made.
 */
export function planCalls(judging: Judging, log: JudgmentLog, retries: number, { skipped, alone }: Exceptions): PlannedCall[] {
  const { queries, repeats, batchSize, seed } = judging;
  return queries.flatMap((query) =>
    Array.from({ length: repeats }, (_, repeat) => repeat).flatMap((repeat) => {
      const pending = query.documents.filter(
        (id) => log.grade(query.id, id, repeat) === undefined && !skipped.has(placeOf(query.id, id, repeat)),
      );
      return Array.from({ length: retries + 1 }, (_, misses) => misses).flatMap((misses) => {
        const asked = new Set(pending.filter((id) => log.misses(query.id, id, repeat).length === misses));
        const order = shuffled(query.documents, randomFor(seed, query.id, repeat, misses)).filter((id) => asked.has(id));
        const isAlone = (id: string) => alone.has(placeOf(query.id, id, repeat));
        const batches = [
          ...divide(
            order.filter((id) => !isAlone(id)),
            batchSize,
          ),
          ...divide(order.filter(isAlone), 1),
        ];
        return batches.map((documents) => ({ query, repeat, misses, documents }));
      });
    }),
  );
}

/** Random numbers of one question's own, so that they do not depend on which others there are. */
export function randomFor(...parts: readonly (string | number)[]): () => number {
  return seededRandom(createHash("sha256").update(JSON.stringify(parts)).digest().readUInt32BE(0));
}

/** As few batches as hold them, as even as can be, the larger first. */
function divide(ids: readonly string[], size: number): string[][] {
  const batches: string[][] = [];
  const count = Math.ceil(ids.length / size);
  for (let i = 0, start = 0; i < count; i++) {
    const end = start + Math.ceil((ids.length - start) / (count - i));
    batches.push(ids.slice(start, end));
    start = end;
  }
  return batches;
}
