import type { DepthSweep } from "../../evaluate/depth-sweep.ts";
import type { Delta } from "../../statistics/compare-values.ts";
import { countOf, formatChange, formatMs, formatValue } from "../format-figures.ts";
import { html, type Markup } from "../markup.ts";
import { chart } from "../parts/chart.ts";
import { seriesLegend } from "../parts/legend.ts";
import type { Section } from "../parts/section.ts";
import { type DepthPoint, depthQualityPlot, depthTimePlot } from "../plots/depth-plots.ts";
import type { Paint } from "../plots/painter.ts";
import type { ReportModel, ReportSeries } from "../report-model.ts";
import { formatInterval } from "../verdict.ts";

type Swept = ReportSeries & { sweep: DepthSweep };

const firstStage = { color: "var(--first-stage)", sign: "┄", name: "first stage" };

/** Depth against quality against time. */
export function depthSection({ primary, series }: ReportModel, paint: Paint): Section | undefined {
  if (series.length === 0) return undefined;
  const swept = series.flatMap((one): Swept[] => (one.evaluation.sweep ? [{ ...one, sweep: one.evaluation.sweep }] : []));
  const without = series.filter(({ evaluation }) => !evaluation.sweep);
  const missing = without.map(
    ({ name }) =>
      html`<p class="quiet">${name} was not measured at other depths, because its calls may cost money or there is only one depth: ask for it with <code>--depths 10,20,50,100</code>.</p>`,
  );
  const body = html`<p>How many candidates are worth reranking. Where the curve is flat, fewer do as well in less time.</p>
${missing}
${swept.length > 0 && html`<div class="charts">${charts(primary, swept, paint)}</div>`}`;
  return { id: "depth", name: "Depth", title: "Depth, quality and time", body };
}

function charts(primary: string, swept: readonly Swept[], paint: Paint): Markup[] {
  const points = swept.flatMap(({ slot, sweep }) => pointsOf(sweep, slot, primary));
  const [first] = swept as [Swept, ...Swept[]];
  const { reranked, delta } = first.sweep.depths[0] as DepthSweep["depths"][number];
  const baseline = (reranked[primary] as number) - (delta[primary] as Delta).mean;
  const table = {
    head: ["depth", primary, "change", "95 % interval", "recall ceiling", "p50", "p95"],
    rows: tableRows(primary, swept),
  };
  const words = points
    .map(({ slot, depth, quality }) => `${series(swept, slot)} at ${depth}: ${formatValue(quality)}`)
    .join("; ");
  const quality = chart({
    title: "Quality by depth",
    note: `${measuredOn(swept)} Thin lines are 95 % intervals of the change.`,
    legend: seriesLegend(swept, [firstStage]),
    drawing: paint(`${primary} by depth. ${words}`, (Plot) => depthQualityPlot(Plot, points, baseline, primary)),
    table,
  });
  const timed = points.filter(({ ms }) => ms !== undefined);
  if (timed.length === 0) return [quality];
  const times = timed.map(({ slot, depth, ms }) => `${series(swept, slot)} at ${depth}: ${formatMs(ms as number)}`).join("; ");
  const time = chart({
    title: "Quality by time",
    note: "Each point is a depth, at the median time of a call; the line beside it reaches to the 95th percentile. Up and to the left is better.",
    legend: seriesLegend(swept, [firstStage]),
    drawing: paint(`${primary} by milliseconds. ${times}`, (Plot) => depthTimePlot(Plot, points, baseline, primary)),
    table,
  });
  return [quality, time];
}

const series = (swept: readonly Swept[], slot: number) => (swept.length > 1 ? swept.find((one) => one.slot === slot)?.name : "");

function pointsOf({ depths }: DepthSweep, slot: number, primary: string): DepthPoint[] {
  return depths.map(({ depth, reranked, delta, msPerQuery }) => {
    const quality = reranked[primary] as number;
    const { mean, ci95 } = delta[primary] as Delta;
    const times = msPerQuery && { ms: msPerQuery.p50, slowMs: msPerQuery.p95 };
    return { slot, depth, quality, low: quality - mean + ci95[0], high: quality - mean + ci95[1], ...times };
  });
}

/** On how many queries quality and time were measured, which may be fewer than there are. */
function measuredOn(swept: readonly Swept[]): string {
  const sentences = swept.map(({ name, evaluation, sweep: { queries, timedQueries } }) => {
    const who = swept.length > 1 ? `${name}: q` : "Q";
    const spaced = timedQueries < evaluation.queries ? ", evenly spaced" : "";
    const timed = `${countOf(timedQueries, "query", "queries")}${spaced}`;
    if (timedQueries === queries) return `${who}uality and time on ${timed}.`;
    const time = timedQueries === 0 ? "time not measured" : `time on ${timed}`;
    return `${who}uality on ${countOf(queries, "query", "queries")}, ${time}.`;
  });
  return [...new Set(sentences)].join(" ");
}

function tableRows(primary: string, swept: readonly Swept[]): string[][] {
  return swept.flatMap(({ name, sweep }) =>
    sweep.depths.map(({ depth, reranked, delta, recallCeiling, msPerQuery }) => {
      const change = delta[primary] as Delta;
      return [
        `${depth}${swept.length > 1 ? `, ${name}` : ""}`,
        formatValue(reranked[primary] as number),
        formatChange(change.mean),
        formatInterval(change),
        formatValue(recallCeiling),
        msPerQuery ? formatMs(msPerQuery.p50) : "–",
        msPerQuery ? formatMs(msPerQuery.p95) : "–",
      ];
    }),
  );
}
