import { RerankError, type ScoreMapping, type ScoreScale } from "secondpass";
import type { CalibrationMethod } from "./calibrate-options.ts";
import { fitIsotonic } from "./fit-isotonic.ts";
import { fitPlatt } from "./fit-platt.ts";
import { countPairs, type QueryPairs } from "./scored-pair.ts";

/**
 * From so many pairs on, isotonic regression is as good as Platt's sigmoid or better. That was found with classes of about the same size
 * and cases that do not depend on each other; here relevant documents are rare, and those of one query go together.
 */
const enough = { pairs: 1000, ofEachKind: 100, queries: 25 };

/**
 * Fits a mapping from score to probability. `auto` is isotonic with at least 1,000 pairs, 100 of either kind and 25 queries, else Platt's:
 * Niculescu-Mizil & Caruana, Predicting good probabilities with supervised learning, 2005, section 5.
 *
 * @throws {RerankError} `invalid_data` where relevant documents do not have the higher scores
 */
export function fitMapping(queries: readonly QueryPairs[], method: CalibrationMethod, scoreScale: ScoreScale): ScoreMapping {
  const pairs = queries.flatMap(({ pairs }) => pairs);
  // A provider's score between 0 and 1 is a logit that was squashed: straight again, the sigmoid fits.
  const parameters = fitPlatt(pairs, scoreScale === "unit" ? "logOdds" : "score");
  if (!(parameters.slope > 0)) {
    const advice = "look at the judgments, the run and the reranker before anything is calibrated";
    throw new RerankError("invalid_data", `relevant documents do not have higher scores than others: ${advice}`);
  }
  const chosen = method === "auto" ? methodFor(queries) : method;
  return chosen === "platt" ? { method: chosen, parameters } : { method: chosen, parameters: fitIsotonic(pairs) };
}

function methodFor(fit: readonly QueryPairs[]): ScoreMapping["method"] {
  const { queries, pairs, relevant } = countPairs(fit);
  const rarer = Math.min(relevant, pairs - relevant);
  return queries >= enough.queries && pairs >= enough.pairs && rarer >= enough.ofEachKind ? "isotonic" : "platt";
}
