import { RerankError } from "secondpass";
import type { Evaluation } from "../evaluate/evaluation.ts";
import type { EvaluationDetails } from "../evaluate/evaluation-details.ts";
import type { SideBySide } from "../evaluate/side-by-side.ts";

/** What the sections of a report are made from. */
export interface ReportModel {
  /** For all that does not depend on a reranker: collection, baseline, ceiling. */
  base: Evaluation;
  metrics: string[];
  /** The first metric, which the plots are about. */
  primary: string;
  /** The rerankers; none where the run itself was measured. */
  series: ReportSeries[];
  against: SideBySide["against"];
  /** In the order of the queries, of the first evaluation: what the first stage is concerned it is the same in all. */
  details: EvaluationDetails;
}

/** One reranker with its name, colour and sign in every plot. */
export interface ReportSeries {
  /** Its id, with a number where another has the same. */
  name: string;
  /** Position among the rerankers. */
  slot: number;
  evaluation: Evaluation;
  details: EvaluationDetails;
}

/** @throws {RerankError} `invalid_options` where an evaluation was made without details */
export function reportModel(result: Evaluation | SideBySide): ReportModel {
  const evaluations = "evaluations" in result ? result.evaluations : [result];
  const [base] = evaluations as [Evaluation, ...Evaluation[]];
  const metrics = Object.keys(base.baseline);
  const all = evaluations.map((evaluation, slot) => {
    const { details, reranker } = evaluation;
    if (!details) {
      throw new RerankError("invalid_options", "the evaluation has no details to report; evaluate with `details: true`");
    }
    const before = evaluations.slice(0, slot).filter((other) => other.reranker === reranker).length;
    return { name: `${reranker}${before === 0 ? "" : ` (${before + 1})`}`, slot, evaluation, details };
  });
  return {
    base,
    metrics,
    primary: metrics[0] as string,
    series: base.reranker === null ? [] : all,
    against: "against" in result ? result.against : [],
    details: all[0]?.details as EvaluationDetails,
  };
}
