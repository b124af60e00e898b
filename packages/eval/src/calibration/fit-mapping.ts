import { RerankError, type ScoreMapping, type ScoreScale } from "secondpass";
import type { CalibrationMethod } from "./calibrate-options.ts";
import { fitIsotonic } from "./fit-isotonic.ts";
import { fitPlatt } from "./fit-platt.ts";
import type { ScoredPair } from "./scored-pair.ts";

/** From so many pairs on, isotonic regression is as good as Platt's or better: Niculescu-Mizil & Caruana, 2005, section 5. */
const enoughPairs = 1000;
/** Theirs were of two classes of about the same size. Here one is rare, and steps are as fine as the rarer one allows. */
const enoughOfEach = 100;

/**
 * Fits a mapping from score to probability. `auto` is isotonic with at least 1,000 pairs and at least 100 of either kind, else Platt's:
 * Niculescu-Mizil & Caruana, Predicting good probabilities with supervised learning, 2005.
 *
 * @throws {RerankError} `invalid_data` where relevant documents do not have the higher scores
 */
export function fitMapping(pairs: readonly ScoredPair[], method: CalibrationMethod, scoreScale: ScoreScale): ScoreMapping {
  // A provider's score between 0 and 1 is a logit that was squashed: straight again, the sigmoid fits.
  const parameters = fitPlatt(pairs, scoreScale === "unit" ? "logOdds" : "score");
  if (!(parameters.slope > 0)) {
    const advice = "look at the judgments, the run and the reranker before anything is calibrated";
    throw new RerankError("invalid_data", `relevant documents do not have higher scores than others: ${advice}`);
  }
  return choose(pairs, method) === "platt"
    ? { method: "platt", parameters }
    : { method: "isotonic", parameters: fitIsotonic(pairs) };
}

function choose(pairs: readonly ScoredPair[], method: CalibrationMethod): ScoreMapping["method"] {
  if (method !== "auto") return method;
  const relevant = pairs.filter((pair) => pair.relevant).length;
  const rarer = Math.min(relevant, pairs.length - relevant);
  return pairs.length >= enoughPairs && rarer >= enoughOfEach ? "isotonic" : "platt";
}
