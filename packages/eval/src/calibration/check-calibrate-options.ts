import { type CalibrationTarget, RerankError } from "secondpass";
import { checkCount } from "../evaluate/check-options.ts";
import type { CalibrateOptions } from "./calibrate-options.ts";

/** @throws {RerankError} `invalid_options`, before any work */
export function checkCalibrateOptions(options: CalibrateOptions): void {
  const { targets = [], relevantFrom, concurrency, method = "auto", unjudged = "irrelevant" } = options;
  checkCount("concurrency", concurrency);
  checkWord("method", method, ["auto", "platt", "isotonic"]);
  checkWord("unjudged", unjudged, ["irrelevant", "leaveOut"]);
  for (const target of targets) checkTarget(target);
  if (relevantFrom !== undefined && !(Number.isFinite(relevantFrom) && relevantFrom > 0)) {
    throw new RerankError("invalid_options", `\`relevantFrom\` is ${relevantFrom}; it must be a grade above 0`);
  }
}

function checkTarget({ measure, value }: CalibrationTarget): void {
  if (measure !== "precision" && measure !== "recall") {
    throw new RerankError("invalid_options", `a target is for precision or recall, not ${JSON.stringify(measure)}`);
  }
  if (!(value > 0 && value <= 1)) {
    throw new RerankError("invalid_options", `the target ${measure} is ${value}; it must be above 0 and at most 1`);
  }
}

function checkWord<Word extends string>(name: string, value: Word, words: readonly Word[]): void {
  if (words.includes(value)) return;
  throw new RerankError("invalid_options", `\`${name}\` is ${JSON.stringify(value)}; there are ${words.join(", ")}`);
}
