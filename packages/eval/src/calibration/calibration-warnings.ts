import { type CalibratedThreshold, type Calibration, RerankError, type Reranker } from "secondpass";
import type { EvaluationWarning } from "../evaluate/evaluation.ts";
import type { Halves } from "./split-halves.ts";

type CalibrationWarning = Calibration["warnings"][number];

/** As for the intervals of an evaluation: with fewer they are wide, and a little too narrow all the same. */
const leastQueries = 25;

/** @throws {RerankError} `invalid_config` for a reranker that is calibrated already: its thresholds hide what is to be learned */
export function refuseCalibrated({ id, supports }: Reranker): void {
  if (!supports.probability) return;
  throw new RerankError(
    "invalid_config",
    `${id} is calibrated already; leave \`calibration\` out of the configuration that is calibrated`,
  );
}

// Others are about metrics, which there are none of here.
const aboutData: readonly EvaluationWarning["code"][] = ["unjudged_queries", "negative_grades", "missing_documents"];

/** What is odd about the reranker and the data as a whole. */
export function warningsOf(
  { id, supports, fingerprint }: Reranker,
  { holdout }: Halves,
  data: readonly EvaluationWarning[],
): CalibrationWarning[] {
  const warnings: (CalibrationWarning | false)[] = [
    holdout.length < leastQueries && {
      code: "few_queries",
      message: `${holdout.length} held-out queries are few: with fewer than ${leastQueries} intervals are wide, and a little too narrow all the same`,
    },
    !supports.pointwise && {
      code: "depends_on_candidates",
      message: `a score of ${id} depends on the other candidates, so this holds only for the same first stage and depth; for thresholds take a reranker that scores documents one by one, such as local with blend 0`,
    },
    fingerprint === undefined && {
      code: "no_fingerprint",
      message: `${id} has no fingerprint, so nobody will notice when its model changes`,
    },
  ];
  const odd = data.filter(({ code }) => aboutData.includes(code)).map(({ message }) => ({ code: "data" as const, message }));
  return [...odd, ...warnings.filter((warning) => warning !== false)];
}

/** Where a threshold does not do on other queries what it was chosen for. */
export function thresholdWarnings({ target, achieved }: CalibratedThreshold): CalibrationWarning[] {
  const name = `${target.measure} ${target.value}`;
  const estimate = achieved[target.measure];
  if (estimate === null) {
    return [{ code: "target_missed", message: `the threshold for ${name} keeps nothing of the held-out queries` }];
  }
  const { value, ci95 } = estimate;
  if (ci95[1] >= target.value) return [];
  const found = `${value.toFixed(3)}, 95 % interval ${ci95.map((end) => end.toFixed(3)).join(" to ")}`;
  return [{ code: "target_missed", message: `${name} is missed on the held-out queries: ${found}` }];
}
