import { createHash } from "node:crypto";
import { RerankError } from "secondpass";

export interface SplitOptions {
  /** Share of the queries that is kept back, between 0 and 1. Default: 0.5. */
  holdout?: number;
  /** Another salt, another split; the same for as long as what was tuned is in use. Default: none. */
  salt?: string;
}

export interface QuerySplit {
  /** To choose and tune on, as often as one likes. */
  tune: string[];
  /** To decide on, once. */
  holdout: string[];
}

/**
 * Divides queries into those to tune on and those to decide on, by a hash of their id: the same query is always on the same side,
 * whichever others there are, so that new queries move none across.
 *
 * @throws {RerankError} `invalid_options`
 *
 * @example
 * import { splitQueries } from "@secondpass/eval";
 *
 * const { tune, holdout } = splitQueries(["q1", "q2", "q3", "q4"]);
 * [tune, holdout]; // => [["q2"], ["q1", "q3", "q4"]]
 * splitQueries(["q3", "q5"]).holdout.includes("q3"); // => true
 */
export function splitQueries(ids: Iterable<string>, { holdout: share = 0.5, salt = "" }: SplitOptions = {}): QuerySplit {
  if (!(share > 0 && share < 1)) {
    throw new RerankError("invalid_options", `\`holdout\` is ${share}; it must be a share between 0 and 1`);
  }
  const split: QuerySplit = { tune: [], holdout: [] };
  for (const id of ids) split[placeOf(salt, id) < share ? "holdout" : "tune"].push(id);
  return split;
}

/** A number from 0 up to 1 that looks like chance and is always the same. */
function placeOf(salt: string, id: string): number {
  return (
    createHash("sha256")
      .update(JSON.stringify([salt, id]))
      .digest()
      .readUInt32BE(0) /
    2 ** 32
  );
}
