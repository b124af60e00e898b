import type { CalibratedThreshold, Calibration, HoldoutEstimate } from "secondpass";
import { renderTable } from "./render-table.ts";

/** What a calibration is worth: how its probabilities agree with what is relevant, and what its thresholds reach. */
export function renderCalibration(calibration: Calibration, file: string): string {
  const lines = [renderTitle(calibration), renderFit(calibration), renderBins(calibration), ...renderThresholds(calibration)];
  return `${lines.join("\n")}\nwritten to ${file}\n`;
}

function renderTitle({ data, holdout, reranker }: Calibration): string {
  const { collection, split, depth, fit } = data;
  const halves = [
    { does: "fitted on", ...fit },
    { does: "checked on", ...holdout },
  ].map(({ does, queries, pairs, relevant }) => `${does} ${queries} queries (${pairs} pairs, ${relevant} relevant)`);
  return `${collection}/${split}, ${reranker.id} at depth ${depth}: ${halves.join(", ")}`;
}

function renderFit({ method, holdout }: Calibration): string {
  const { expectedCalibrationError, brier, relevant, pairs } = holdout;
  const share = relevant / pairs;
  const constant = `always saying ${share.toFixed(3)}: ${(share * (1 - share)).toFixed(4)}`;
  return `${method}: expected calibration error ${expectedCalibrationError.toFixed(4)}, Brier score ${brier.toFixed(4)} (${constant})`;
}

function renderBins({ holdout }: Calibration): string {
  const rows = holdout.bins.map(({ low, high, count, meanProbability, shareRelevant }) => [
    `${low.toFixed(1)} to ${high.toFixed(1)}`,
    String(count),
    meanProbability.toFixed(3),
    shareRelevant.toFixed(3),
  ]);
  return renderTable(["probability", "pairs", "mean probability", "share relevant"], rows);
}

function renderThresholds({ thresholds }: Calibration): string[] {
  if (thresholds.length === 0) return [];
  const heads = ["target", "score from", "95 % interval", "probability", "precision", "recall", "kept", "queries without"];
  return ["thresholds, and what they do on the held-out queries", renderTable(heads, thresholds.map(thresholdRow))];
}

function thresholdRow({ target, score, scoreCi95, probability, achieved }: CalibratedThreshold): string[] {
  const [low, high] = scoreCi95;
  return [
    `${target.measure} ${target.value}`,
    score.toFixed(3),
    `${low.toFixed(3)} to ${high === null ? "out of reach" : high.toFixed(3)}`,
    probability.toFixed(3),
    achieved.precision ? withInterval(achieved.precision) : "nothing kept",
    withInterval(achieved.recall),
    String(achieved.kept),
    String(achieved.queriesWithout),
  ];
}

function withInterval({ value, ci95 }: HoldoutEstimate): string {
  return `${value.toFixed(3)} (${ci95[0].toFixed(3)} to ${ci95[1].toFixed(3)})`;
}
