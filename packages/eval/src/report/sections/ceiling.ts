import { formatValue } from "../format-figures.ts";
import { html, type Markup } from "../markup.ts";
import { chart } from "../parts/chart.ts";
import { seriesLegend } from "../parts/legend.ts";
import type { Section } from "../parts/section.ts";
import { headroomPlot, recallPlot } from "../plots/ceiling-plots.ts";
import type { Paint } from "../plots/painter.ts";
import type { ReportModel } from "../report-model.ts";

/** What no reranker can mend, and how much of the rest was gained. */
export function ceilingSection(model: ReportModel, paint: Paint): Section {
  const { base } = model;
  const share = (value: number) => `${(100 * value).toFixed(1)} %`;
  const body = html`<p>${share(base.recallCeiling)} of the relevant documents are among the first ${base.depth} candidates; no reranker finds the other ${share(1 - base.recallCeiling)}.</p>
<div class="charts">
${recallChart(model, paint)}
${headroomChart(model, paint)}
</div>`;
  return { id: "ceiling", name: "Ceiling", title: "Recall ceiling", body };
}

function recallChart({ base }: ReportModel, paint: Paint): Markup {
  const { depth, recallCeiling, recallByDepth } = base;
  const words = recallByDepth.map(({ depth, recall }) => `${depth}: ${formatValue(recall)}`).join("; ");
  return chart({
    title: "What the first stage brings",
    note: `The circle is where this evaluation stood, at depth ${depth}. Above the line is what was lost before reranking began.`,
    drawing: paint(`Recall of the first stage by depth. ${words}`, (Plot) =>
      recallPlot(Plot, recallByDepth, { depth, recall: recallCeiling }),
    ),
    table: { head: ["depth", "recall"], rows: recallByDepth.map(({ depth, recall }) => [depth, formatValue(recall)]) },
  });
}

function headroomChart({ base, metrics, series }: ReportModel, paint: Paint): Markup {
  const rows = metrics.map((metric) => ({
    metric,
    baseline: base.baseline[metric] as number,
    oracle: base.oracle[metric] as number,
    reached: series.map(({ slot, evaluation }) => ({ slot, value: evaluation.reranked[metric] as number })),
  }));
  const words = rows
    .map(({ metric, baseline, oracle }) => `${metric} ${formatValue(baseline)} to ${formatValue(oracle)}`)
    .join("; ");
  return chart({
    title: "What there was to gain",
    note: "From the first stage to a reranker without a mistake, which has the same candidates.",
    legend: seriesLegend(series, [
      { color: "var(--first-stage)", sign: "○", name: "first stage" },
      { color: "var(--ink)", sign: "|", name: "without a mistake" },
    ]),
    drawing: paint(`First stage and best possible value of each metric: ${words}`, (Plot, width) =>
      headroomPlot(Plot, rows, width),
    ),
    table: {
      head: ["metric", "first stage", ...series.map(({ name }) => name), "without a mistake"],
      rows: rows.map(({ metric, baseline, oracle, reached }) => [
        metric,
        ...[baseline, ...reached.map(({ value }) => value), oracle].map(formatValue),
      ]),
    },
  });
}
