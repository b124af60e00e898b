import type { Delta } from "../../statistics/compare-values.ts";
import { formatChange, formatMs, formatP, formatValue } from "../format-figures.ts";
import { html, type Markup } from "../markup.ts";
import type { ReportModel, ReportSeries } from "../report-model.ts";
import { styleOf } from "../series-style.ts";
import { formatInterval, verdictOf } from "../verdict.ts";

/** What a reranker made of the first metric, of how many queries, and in what time. */
export function rerankerCard({ base, primary }: ReportModel, { name, slot, evaluation }: ReportSeries): Markup {
  const delta = evaluation.delta[primary] as Delta;
  const { color, sign } = styleOf(slot);
  return html`<article class="card">
<h3><span aria-hidden="true" style="color: ${color}">${sign}</span> ${name}</h3>
<p class="figures"><span class="before">${formatValue(base.baseline[primary] as number)}</span> <span class="arrow">→</span>
<strong>${formatValue(evaluation.reranked[primary] as number)}</strong> <span class="chip ${verdictOf(delta)}">${formatChange(delta.mean)}</span></p>
<p class="quiet">${primary} · 95 % interval ${formatInterval(delta)} · p ${formatP(delta.pValue)}</p>
${shares(delta)}
<p class="quiet">${costs(evaluation)}</p>
</article>`;
}

/** How many queries got better, stayed and got worse, as one bar. */
function shares({ wins, ties, losses }: Delta): Markup {
  const parts = [
    { count: wins, name: "better" },
    { count: ties, name: "same" },
    { count: losses, name: "worse" },
  ];
  const bar = parts.map(({ count, name }) => count > 0 && html`<span class="${name}" style="flex: ${count}"></span>`);
  const text = parts.map(({ count, name }) => `${count} ${name}`).join(", ");
  return html`<div class="shares" aria-hidden="true">${bar}</div><p class="quiet">Queries: ${text}</p>`;
}

function costs({ msPerQuery, usage }: ReportSeries["evaluation"]): string {
  const cost = usage.costUsdPer1000Queries;
  const parts = [
    msPerQuery && `${formatMs(msPerQuery.p50)} for one query (p50), ${formatMs(msPerQuery.p95)} (p95)`,
    cost !== undefined && `$${cost.toFixed(2)} for 1,000 queries`,
  ];
  return parts.filter(Boolean).join(" · ");
}

/** What there was to work with: how much of it was gained stands beside how much could not be. */
export function candidatesCard({ base, primary, series }: ReportModel): Markup {
  const [before, best] = [base.baseline[primary] as number, base.oracle[primary] as number];
  const gained = series.map(({ name, evaluation }) => {
    const share = (100 * ((evaluation.reranked[primary] as number) - before)) / (best - before);
    return `${series.length > 1 ? `${name} ` : ""}${share.toFixed(0).replace("-", "−")} %`;
  });
  return html`<article class="card">
<h3>Candidates</h3>
<p class="figures"><strong>${formatValue(base.recallCeiling)}</strong> <span class="before">recall ceiling</span></p>
<p class="quiet">of the relevant documents are among the first ${base.depth}; no reranker finds the others.</p>
<p class="quiet">Without a mistake ${primary} would be ${formatValue(best)}.${
    best > before && gained.length > 0 && ` Gained of what there was to gain: ${gained.join(", ")}.`
  }</p>
</article>`;
}
