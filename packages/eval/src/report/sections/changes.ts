import type { Delta } from "../../statistics/compare-values.ts";
import { countOf, formatChange, formatP } from "../format-figures.ts";
import { html, type Markup } from "../markup.ts";
import { chart } from "../parts/chart.ts";
import { seriesLegend } from "../parts/legend.ts";
import type { Section } from "../parts/section.ts";
import { type IntervalRow, intervalPlot } from "../plots/interval-plot.ts";
import type { Paint } from "../plots/painter.ts";
import { queryChangesPlot } from "../plots/query-changes-plot.ts";
import type { ReportModel } from "../report-model.ts";
import { formatInterval } from "../verdict.ts";

/** What changed: every metric with its interval, every query with its change, every stratum. */
export function changesSection(model: ReportModel, paint: Paint): Section | undefined {
  const { series } = model;
  if (series.length === 0) return undefined;
  const body = html`<div class="charts">
${metricsChart(model, paint)}
${queriesChart(model, paint)}
${strataCharts(model, paint)}
</div>`;
  return { id: "changes", name: "Changes", title: "What changed, and where", body };
}

const hollow = "A hollow sign has an interval that reaches across zero: not shown.";

function metricsChart({ metrics, series, base }: ReportModel, paint: Paint): Markup {
  const rows = metrics.flatMap((metric) =>
    series.map(({ name, slot, evaluation }) => rowOf(metric, name, slot, evaluation.delta[metric] as Delta)),
  );
  const table = series.flatMap(({ name, evaluation }) =>
    metrics.map((metric) => tableRow(`${metric}${series.length > 1 ? `, ${name}` : ""}`, evaluation.delta[metric] as Delta)),
  );
  const label = `Change of each metric with its 95 % interval: ${rows.map(({ group, series: name, mean }) => `${group} ${name} ${formatChange(mean)}`).join("; ")}`;
  return chart({
    title: "Every metric",
    note: `Mean change over ${countOf(base.queries, "query", "queries")} with its 95 % interval. ${hollow}`,
    legend: seriesLegend(series),
    drawing: paint(label, (Plot, width) => intervalPlot(Plot, rows, "the metric", width)),
    table: { head: ["metric", "change", "95 % interval", "p"], rows: table },
  });
}

function queriesChart({ primary, series }: ReportModel, paint: Paint): Markup {
  const all = series.map(({ name, details }) => ({
    series: name,
    changes: details.queries
      .map(({ baseline, reranked }) => (reranked[primary] as number) - (baseline[primary] as number))
      .sort((a, b) => b - a),
  }));
  const counts = series.map(({ name, evaluation }) => {
    const { wins, ties, losses } = evaluation.delta[primary] as Delta;
    return [name, wins, ties, losses];
  });
  const words = counts.map(([name, wins, ties, losses]) => `${name}: ${wins} better, ${ties} same, ${losses} worse`).join("; ");
  return chart({
    title: "Every query",
    note: `Change in ${primary}, one bar for each query. Which ones they are is below, under Queries.`,
    drawing: paint(`Change of every query, sorted. ${words}`, (Plot) => queryChangesPlot(Plot, all, primary)),
    table: { head: ["reranker", "better", "same", "worse"], rows: counts },
  });
}

function strataCharts({ primary, series }: ReportModel, paint: Paint): Markup[] {
  const divisions = [...new Set(series.flatMap(({ evaluation }) => evaluation.strata.map(({ by }) => by)))];
  return divisions.map((by) => {
    const found = series.flatMap(({ name, slot, evaluation }) =>
      evaluation.strata
        .filter((stratum) => stratum.by === by)
        .map((stratum) => ({ name, slot, ...stratum, change: stratum.delta[primary] as Delta & { pHolm: number } })),
    );
    const rows = found.map(({ name, slot, stratum, queries, change }) => rowOf(`${stratum} (${queries})`, name, slot, change));
    const chances = series.flatMap(({ name, evaluation }) => {
      const chance = evaluation.heterogeneity[by];
      return chance === undefined ? [] : `${formatP(chance)}${series.length > 1 ? ` (${name})` : ""}`;
    });
    const words = rows.map(({ group, series: name, mean }) => `${group} ${name} ${formatChange(mean)}`).join("; ");
    return chart({
      title: by === "file" ? "By your strata" : `By ${divisionNames[by] ?? by}`,
      note: html`Change in ${primary}, with the number of queries. ${
        chances.length > 0 && `Strata made by chance would differ as much with probability ${chances.join(", ")}.`
      }`,
      legend: seriesLegend(series),
      drawing: paint(`Change by ${by}: ${words}`, (Plot, width) => intervalPlot(Plot, rows, primary, width)),
      table: {
        head: ["stratum", "change", "95 % interval", "p", "p (Holm)"],
        rows: found.map(({ name, stratum, queries, change }) => [
          ...tableRow(`${stratum}, ${countOf(queries, "query", "queries")}${series.length > 1 ? `, ${name}` : ""}`, change),
          formatP(change.pHolm),
        ]),
      },
    });
  });
}

const divisionNames: Readonly<Record<string, string>> = {
  length: "length of the query",
  question: "form of the query",
  number: "numbers in the query",
  rareTerm: "rare words in the query",
};

function rowOf(group: string, series: string, slot: number, { mean, ci95 }: Delta): IntervalRow {
  return { group, series, slot, mean, low: ci95[0], high: ci95[1] };
}

function tableRow(name: string, delta: Delta): string[] {
  return [name, formatChange(delta.mean), formatInterval(delta), formatP(delta.pValue)];
}
