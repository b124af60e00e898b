import type { CalibratedThreshold, Calibration, CalibrationTarget, Reranker, ScoreMapping } from "secondpass";
import { calibratedRerankerOf } from "secondpass/adapter";
import { probabilityOf } from "secondpass/rank";
import { mean } from "simple-statistics";
import { rerankAll } from "../evaluate/rerank-all.ts";
import type { RerankedQuery } from "../evaluate/reranked-query.ts";
import { type Setup, setUp } from "../evaluate/setup.ts";
import { withReranker } from "../evaluate/with-reranker.ts";
import type { CalibrateOptions } from "./calibrate-options.ts";
import { refuseCalibrated, thresholdWarnings, warningsOf } from "./calibration-warnings.ts";
import { checkCalibrateOptions } from "./check-calibrate-options.ts";
import { checkThreshold } from "./check-threshold.ts";
import { collectPairs } from "./collect-pairs.ts";
import { dataHash } from "./data-hash.ts";
import { findThreshold } from "./find-threshold.ts";
import { fitMapping } from "./fit-mapping.ts";
import { reliabilityBins } from "./reliability.ts";
import { countPairs, type QueryPairs } from "./scored-pair.ts";
import { type Halves, splitHalves } from "./split-halves.ts";

/**
 * Fits probabilities to a reranker's scores. The judged queries are divided in two by chance: the mapping and the thresholds are made
 * on one half, and what they are worth is measured on the other.
 *
 * A candidate is relevant from the grade `relevantFrom` on, and not relevant where nobody judged it.
 *
 * @throws {RerankError} `invalid_options`, also for a target that no score reaches; `invalid_data` for a file that is missing or
 * malformed, a half without relevant documents, scores that do not rise with relevance; `invalid_config` for a reranker without
 * scores; what `createReranker` and `rerank` throw
 *
 * @example
 * import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { calibrate } from "@secondpass/eval";
 *
 * const ids = Array.from({ length: 40 }, (_, i) => i);
 * const collection = await mkdtemp(join(tmpdir(), "collection-"));
 * await mkdir(join(collection, "qrels"));
 * await writeFile(join(collection, "corpus.jsonl"), ids.map((i) => `{"_id": "d${i}", "text": "word${i} means ${i}"}\n`).join(""));
 * await writeFile(join(collection, "queries.jsonl"), ids.map((i) => `{"_id": "q${i}", "text": "word${i}"}\n`).join(""));
 * await writeFile(join(collection, "qrels/test.tsv"), ids.map((i) => `q${i}\td${i}\t1\n`).join(""));
 * const run = new Map(ids.map((i) => [`q${i}`, [{ id: `d${i}`, score: 2 }, { id: `d${(i + 1) % 40}`, score: 1 }]]));
 *
 * const targets = [{ measure: "precision", value: 0.9 }];
 * const { method, thresholds, holdout } = await calibrate({ collection, run, reranker: "lexical", targets });
 * method; // => "platt"
 * thresholds[0].achieved.precision.value; // => 1
 * holdout.queries; // => 20
 */
export async function calibrate(options: CalibrateOptions): Promise<Calibration> {
  checkCalibrateOptions(options);
  options.signal?.throwIfAborted();
  const setup = await setUp({ ...options, strata: [] }, "candidates");
  return withReranker(options.reranker, options.signal, async (reranker) => {
    refuseCalibrated(reranker);
    const about = calibratedRerankerOf(reranker);
    const reranked = await rerankAll(setup, reranker, options);
    return calibrateOn(setup, reranked, { ...about, ...fromReceipts(reranked) }, reranker, options);
  });
}

/** What only a call tells of a reranker. */
function fromReceipts(reranked: readonly RerankedQuery[]): Pick<Calibration["reranker"], "blend" | "feedback" | "model"> {
  const blend = reranked.find((query) => query.blend)?.blend;
  const feedback = reranked.find((query) => query.feedback)?.feedback;
  const model = reranked.find((query) => query.model)?.model;
  return { ...(blend && { blend }), ...(feedback && { feedback }), ...(model && { model }) };
}

function calibrateOn(
  setup: Setup,
  reranked: readonly RerankedQuery[],
  about: Calibration["reranker"],
  reranker: Reranker,
  { method = "auto", targets = [], relevantFrom = 1, unjudged = "irrelevant" }: CalibrateOptions,
): Calibration {
  const { collection, depth, seed } = setup;
  const { queries, warnings } = collectPairs(setup, reranked, { relevantFrom, unjudged });
  const halves = splitHalves(queries, seed);
  const fitted = fitMapping(halves.fit, method, about.scoreScale);
  const thresholds = targets.map((target) => thresholdFor(target, fitted, halves, seed));
  return {
    format: "secondpass-calibration",
    version: 1,
    createdAt: new Date().toISOString(),
    reranker: about,
    ...fitted,
    data: {
      collection: collection.name,
      split: collection.split,
      depth,
      relevantFrom,
      unjudged,
      seed,
      fit: countPairs(halves.fit),
      hash: dataHash(setup, relevantFrom),
    },
    holdout: checkMapping(fitted, halves.holdout),
    thresholds,
    warnings: [...warningsOf(reranker, halves, setup.warnings), ...warnings, ...thresholds.flatMap(thresholdWarnings)],
  };
}

function thresholdFor(
  target: CalibrationTarget,
  mapping: ScoreMapping,
  { fit, holdout }: Halves,
  seed: number,
): CalibratedThreshold {
  const { score, scoreCi95 } = findThreshold(fit, target, seed);
  const achieved = checkThreshold(holdout, score, seed);
  return { target, score, scoreCi95, probability: probabilityOf(mapping, score), achieved };
}

function checkMapping(mapping: ScoreMapping, holdout: readonly QueryPairs[]): Calibration["holdout"] {
  const predictions = holdout.flatMap(({ pairs }) =>
    pairs.map(({ score, relevant }) => ({ probability: probabilityOf(mapping, score), relevant })),
  );
  const brier = mean(predictions.map(({ probability, relevant }) => (probability - Number(relevant)) ** 2));
  return { ...countPairs(holdout), ...reliabilityBins(predictions), brier };
}
