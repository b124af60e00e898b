import { RerankError } from "secondpass";
import { seededRandom, shuffled } from "secondpass/adapter";
import { countPairs, type QueryPairs } from "./scored-pair.ts";

/** One half to fit on, and one to see how well that went. */
export interface Halves {
  fit: QueryPairs[];
  holdout: QueryPairs[];
}

/**
 * Divides queries in two by chance, never the candidates of one: what the halves share would be learned by heart.
 *
 * @throws {RerankError} `invalid_data` where a half has no relevant document, or nothing else
 */
export function splitHalves(queries: readonly QueryPairs[], seed: number): Halves {
  const order = shuffled(queries, seededRandom(seed));
  const middle = Math.ceil(order.length / 2);
  const halves: Halves = { fit: order.slice(0, middle), holdout: order.slice(middle) };
  for (const [name, half] of Object.entries(halves)) {
    const { queries, pairs, relevant } = countPairs(half);
    if (relevant > 0 && relevant < pairs) continue;
    const lacks = relevant === 0 ? "no relevant document" : "no document that is not relevant";
    const advice =
      relevant === 0 ? "judge more queries" : "judge irrelevant documents, too, or count those unjudged as irrelevant";
    throw new RerankError(
      "invalid_data",
      `of ${queries} queries and ${pairs} pairs, the half to ${purposes[name]} has ${lacks}: ${advice}`,
    );
  }
  return halves;
}

const purposes: Record<string, string> = { fit: "fit on", holdout: "check on" };
