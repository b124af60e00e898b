import { type Prediction, type Reliability, reliabilityBins } from "../../calibration/reliability.ts";
import { countOf, formatValue } from "../format-figures.ts";
import { html, type Markup } from "../markup.ts";
import { chart } from "../parts/chart.ts";
import type { Section } from "../parts/section.ts";
import type { Paint } from "../plots/painter.ts";
import { reliabilityPlot } from "../plots/reliability-plot.ts";
import type { ReportModel, ReportSeries } from "../report-model.ts";
import { judgedCandidates } from "./candidate-scores.ts";

/** Whether stated probabilities come true. */
export function calibrationSection({ series }: ReportModel, paint: Paint): Section | undefined {
  if (series.length === 0) return undefined;
  const stated = series.map((one) => ({ one, predictions: predictionsOf(one) }));
  const silent = stated.filter(({ predictions }) => predictions.length === 0).map(({ one }) => one.name);
  const charts = stated
    .filter(({ predictions }) => predictions.length > 0)
    .map(({ one, predictions }) => reliabilityChart(one, predictions, paint));
  const body = html`<p>Of the candidates that are called relevant with probability 0.8, eight of ten should be. What nobody judged counts as not relevant.</p>
${
  silent.length > 0 &&
  html`<p class="quiet">No probabilities from ${silent.join(", ")}. <code>secondpass calibrate</code> fits them to judgments such as these; with the file that it
writes a reranker has a probability beside every score.</p>`
}
${charts.length > 0 && html`<div class="charts">${charts}</div>`}`;
  return { id: "calibration", name: "Calibration", title: "Calibration", body };
}

function predictionsOf({ details }: ReportSeries): Prediction[] {
  return judgedCandidates(details).flatMap(({ probability, relevant }) =>
    probability === null ? [] : [{ probability, relevant }],
  );
}

function reliabilityChart({ name, slot }: ReportSeries, predictions: readonly Prediction[], paint: Paint): Markup {
  const found = reliabilityBins(predictions);
  return chart({
    title: `Stated and true: ${name}`,
    note: `${countOf(predictions.length, "probability", "probabilities")}; expected calibration error ${formatValue(found.expectedCalibrationError)}, which is 0 where all come true.`,
    drawing: paint(labelOf(found), (Plot) => reliabilityPlot(Plot, found.bins, slot)),
    table: {
      head: ["stated", "candidates", "mean stated", "were relevant"],
      rows: found.bins.map(({ low, high, count, meanProbability, shareRelevant }) => [
        `${low.toFixed(2)} to ${high.toFixed(2)}`,
        count.toLocaleString("en"),
        formatValue(meanProbability),
        formatValue(shareRelevant),
      ]),
    },
  });
}

function labelOf({ bins, expectedCalibrationError }: Reliability): string {
  const words = bins.map(
    ({ meanProbability, shareRelevant }) => `${formatValue(meanProbability)}: ${formatValue(shareRelevant)}`,
  );
  return `Stated probability and share that was relevant, ${words.join("; ")}. Expected calibration error ${formatValue(expectedCalibrationError)}`;
}
