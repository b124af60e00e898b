import type { Run, RunEntry } from "../files/run.ts";
import type { RerankedQuery } from "./reranked-query.ts";
import type { JudgedQuery } from "./setup.ts";

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** Document ids of a query after reranking: the candidates in their new order, then the rest of the run as it was. */
export function rerankedOrder({ pool }: JudgedQuery, { order }: Pick<RerankedQuery, "order">): string[] {
  return [...order, ...pool.slice(order.length).map(({ id }) => id)];
}

/**
 * The reranked order as a run. trec_eval sorts by score alone, so each document's score is held below that of the one above it:
 * the reranker's own where that is so already, else the next lower number, and for documents without a score one less.
 */
export function rerankedRun(queries: readonly JudgedQuery[], reranked: readonly RerankedQuery[]): Run {
  return new Map(
    queries.map((query, i) => {
      const result = reranked[i] as RerankedQuery;
      const order = rerankedOrder(query, result);
      return [query.id, withFallingScores(order, result.scores)];
    }),
  );
}

function withFallingScores(order: readonly string[], scores: readonly (number | null)[]): RunEntry[] {
  const known = scores.filter((score) => score !== null);
  // Room for documents without a score above the first that has one.
  let above = Math.fround(known.reduce((most, score) => Math.max(most, score), 0) + order.length + 1);
  return order.map((id, i) => {
    const own = scores[i] ?? above - 1;
    above = Math.min(Math.fround(own), nextBelow(above));
    return { id, score: above };
  });
}

/** The largest number of 32 bits below another. */
function nextBelow(value: number): number {
  float[0] = value === 0 ? -0 : value;
  // The bits of a number are its size and its sign: one more is farther from 0, one less is nearer.
  bits[0] = (bits[0] as number) + ((float[0] as number) > 0 ? -1 : 1);
  return float[0] as number;
}
