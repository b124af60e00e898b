import {
  type DocumentInput,
  type DroppedDocument,
  type GateReport,
  type GateThresholds,
  type RankedDocument,
  type Ranking,
  RerankError,
  type Verdict,
} from "../contract/index.ts";

/** As much of a calibration as a gate needs. */
export interface CalibratedThresholds {
  thresholds: readonly { target: { measure: "precision" | "recall"; value: number }; probability: number }[];
}

export interface GateOptions {
  /**
   * The verdict on a ranking without probabilities, such as one that `onError: "passthrough"` or a fallback without a calibration
   * answered. Its documents are all kept, or all dropped where it is `incorrect`. Default: none; it is an error.
   */
  otherwise?: Verdict;
}

export interface Judgement<D extends DocumentInput = DocumentInput> extends GateReport {
  /** Documents that may be of use, best first, ranks counted anew. */
  kept: RankedDocument<D>[];
  /** What the ranking had dropped, and what is below `incorrect`, with the reason `gate`. With `kept` it is the input, always. */
  dropped: DroppedDocument[];
}

const howTo =
  "calibrate the reranker (`secondpass calibrate --target precision=0.9 --target recall=0.95`), and rerank with that calibration";

/**
 * Judges what was found, before anybody builds an answer on it: `correct` where a document is relevant with enough probability,
 * `incorrect` where none is, `ambiguous` between. A chain may then search elsewhere, or say that it does not know.
 * Yan et al., Corrective Retrieval Augmented Generation, 2024.
 *
 * It reads calibrated probabilities only. A score has no meaning that holds for another model or another collection, and a logit
 * squashed into 0 to 1 is no probability.
 *
 * @param thresholds probabilities, or a calibration: its first threshold for a precision is `correct`, its first for a recall
 * `incorrect`, where that is lower
 * @throws {RerankError} `not_calibrated` for a ranking without probabilities; `invalid_options` for thresholds that cannot be meant
 *
 * @example
 * import { gate } from "secondpass";
 *
 * const found = (document, index, probability) => ({ index, rank: index + 1, probability, document, firstStage: { rank: index + 1 } });
 * const receipt = { reranked: true, servedBy: "mine", attempts: [], truncated: [], usage: { calls: 1 }, timing: { totalMs: 1 }, warnings: [] };
 * const ranking = { results: [found("rust", 0, 0.7), found("bread", 1, 0.1)], dropped: [], receipt };
 * const { verdict, kept, dropped } = gate(ranking, { correct: 0.6, incorrect: 0.2 });
 * verdict; // => "correct"
 * kept.map(({ document }) => document); // => ["rust"]
 * dropped; // => [{ index: 1, reason: "gate" }]
 */
export function gate<D extends DocumentInput>(
  ranking: Ranking<D>,
  thresholds: GateThresholds | CalibratedThresholds,
  { otherwise }: GateOptions = {},
): Judgement<D> {
  const limits = readThresholds(thresholds);
  const { results, receipt } = ranking;
  const known = results.flatMap(({ probability }) => probability ?? []);
  if (results.length > 0 && known.length === 0) {
    if (otherwise === undefined) throw notCalibrated(ranking);
    const reason = `no document has a calibrated probability, ${receipt.servedBy} ranked: ${otherwise}, as was asked for`;
    return judge(ranking, otherwise, 0, () => otherwise !== "incorrect", reason, limits);
  }
  const confidence = known.reduce((best, probability) => Math.max(best, probability), 0);
  const verdict = confidence >= limits.correct ? "correct" : confidence >= limits.incorrect ? "ambiguous" : "incorrect";
  // What nobody has looked at has not shown that it is of use.
  const isKept = ({ probability }: RankedDocument) => probability !== undefined && probability >= limits.incorrect;
  return judge(ranking, verdict, confidence, isKept, explain(verdict, confidence, results.length, limits), limits);
}

function judge<D extends DocumentInput>(
  { results, dropped }: Ranking<D>,
  verdict: Verdict,
  confidence: number,
  isKept: (result: RankedDocument<D>) => boolean,
  reason: string,
  thresholds: GateThresholds,
): Judgement<D> {
  const kept = results.filter(isKept).map((result, i) => ({ ...result, rank: i + 1 }));
  const gated = results.filter((result) => !isKept(result)).map(({ index }): DroppedDocument => ({ index, reason: "gate" }));
  return { verdict, confidence, kept, dropped: [...dropped, ...gated], reason, thresholds };
}

function explain(verdict: Verdict, confidence: number, count: number, { correct, incorrect }: GateThresholds): string {
  if (count === 0) return "there is no document";
  const best = `the best document is relevant with a probability of ${confidence.toFixed(3)}`;
  if (verdict === "correct") return `${best}, and ${correct} is enough`;
  return verdict === "incorrect" ? `${best}, below ${incorrect}` : `${best}, between ${incorrect} and ${correct}`;
}

function thresholdsOf({ thresholds }: CalibratedThresholds): GateThresholds {
  const first = (measure: "precision" | "recall") => thresholds.find(({ target }) => target.measure === measure)?.probability;
  const [correct, incorrect] = [first("precision"), first("recall")];
  if (correct !== undefined && incorrect !== undefined) return { correct, incorrect: Math.min(correct, incorrect) };
  const targets = thresholds.map(({ target: { measure, value } }) => `${measure}=${value}`).join(", ") || "none";
  const message = `a gate needs a threshold for a precision and one for a recall; the calibration has ${targets}. Make it again with --target precision=0.9 --target recall=0.95, or pass { correct, incorrect }`;
  throw new RerankError("invalid_options", message);
}

/**
 * Thresholds that can be meant, of a calibration too.
 *
 * @throws {RerankError} `invalid_options`
 */
export function readThresholds(thresholds: GateThresholds | CalibratedThresholds): GateThresholds {
  const limits = "thresholds" in thresholds ? thresholdsOf(thresholds) : thresholds;
  checkThresholds(limits);
  return limits;
}

function checkThresholds({ correct, incorrect }: GateThresholds): void {
  if (incorrect >= 0 && incorrect <= correct && correct <= 1) return;
  throw new RerankError(
    "invalid_options",
    `correct and incorrect must be probabilities, incorrect at most correct; got ${correct} and ${incorrect}`,
  );
}

function notCalibrated({ results, receipt: { servedBy, reranked, reason } }: Ranking): RerankError {
  const what = reranked
    ? `${servedBy} gave ${results.some(({ score }) => score !== undefined) ? "scores, and no" : "no scores, and no"} probabilities`
    : `nothing was reranked (${reason})`;
  return new RerankError(
    "not_calibrated",
    `a gate needs calibrated probabilities: ${what}; ${howTo}, or say by \`otherwise\` what such a ranking is worth`,
  );
}
