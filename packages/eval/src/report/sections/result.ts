import type { Delta } from "../../statistics/compare-values.ts";
import { countOf, formatChange, formatP, formatValue } from "../format-figures.ts";
import { html, type Markup } from "../markup.ts";
import { dataTable } from "../parts/data-table.ts";
import { candidatesCard, rerankerCard } from "../parts/result-cards.ts";
import type { Section } from "../parts/section.ts";
import type { ReportModel } from "../report-model.ts";
import { answerOf, formatInterval, verdictOf } from "../verdict.ts";

/** The answer: sentences, a card for each reranker, what has to be known, and all metrics. */
export function resultSection(model: ReportModel): Section {
  const { base, primary, series } = model;
  const answers = series.map(({ name, evaluation }) => {
    const delta = evaluation.delta[primary] as Delta;
    const text = answerOf(name, primary, base.baseline[primary] as number, evaluation.reranked[primary] as number, delta);
    return html`<p class="answer">${text}</p>`;
  });
  const alone = html`<p class="answer">The run by itself: ${primary} is ${formatValue(base.baseline[primary] as number)}.</p>`;
  const body = html`${series.length === 0 ? alone : answers}
<div class="cards">${series.map((one) => rerankerCard(model, one))}${candidatesCard(model)}</div>
${warnings(model)}
${metricsTable(model)}
${model.against.map(({ first, second, delta }, i) => againstTable(model.series[0]?.name ?? first, model.series[i + 1]?.name ?? second, delta))}`;
  return { id: "result", name: "Result", title: "Result", body };
}

function warnings({ base, series }: ReportModel): Markup | false {
  const own = series.flatMap(({ name, evaluation }) =>
    evaluation.warnings.map(({ message }) => ({ message, name: series.length > 1 ? name : undefined })),
  );
  const all = series.length === 0 ? base.warnings.map(({ message }) => ({ message, name: undefined })) : own;
  // What is said of the data is the same for all rerankers.
  const shared = (message: string) => all.filter((other) => other.message === message).length === Math.max(1, series.length);
  const lines = new Set(all.map(({ message, name }) => (shared(message) || !name ? message : `${name}: ${message}`)));
  if (lines.size === 0) return false;
  const items = [...lines].map((line) => html`<li>${line}</li>`);
  return html`<aside class="know" aria-labelledby="know-title"><h3 id="know-title">Know before you read on</h3><ul>${items}</ul></aside>`;
}

/** Of one reranker with intervals; several beside each other have theirs with the plot of every metric. */
function metricsTable({ base, metrics, series }: ReportModel): Markup {
  const isOne = series.length === 1;
  const rows = metrics.map((metric) => [
    metric,
    formatValue(base.baseline[metric] as number),
    ...series.flatMap(({ evaluation }) => {
      const delta = evaluation.delta[metric] as Delta;
      const value = formatValue(evaluation.reranked[metric] as number);
      if (!isOne) return [html`${value} ${changeCell(delta)}`];
      return [value, changeCell(delta), formatInterval(delta), formatP(delta.pValue)];
    }),
    formatValue(base.oracle[metric] as number),
  ]);
  const heads = isOne ? ["after", "change", "95 % interval", "p"] : series.map(({ name }) => name);
  const head = ["metric", series.length > 0 ? "before" : "value", ...heads, "without a mistake"];
  return dataTable(`All metrics, means over ${countOf(base.queries, "query", "queries")}`, head, rows);
}

function againstTable(first: string, second: string, deltas: Record<string, Delta>): Markup {
  const rows = Object.entries(deltas).map(([metric, delta]) => [
    metric,
    changeCell(delta),
    formatInterval(delta),
    formatP(delta.pValue),
    `${delta.wins} / ${delta.ties} / ${delta.losses}`,
  ]);
  const head = ["metric", "change", "95 % interval", "p", "better / same / worse"];
  return dataTable(`${second} against ${first}, query by query`, head, rows);
}

function changeCell(delta: Delta): Markup {
  return html`<span class="chip ${verdictOf(delta)}">${formatChange(delta.mean)}</span>`;
}
