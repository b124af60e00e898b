import { html, type Markup } from "../markup.ts";
import type { ReportSeries } from "../report-model.ts";
import { styleOf } from "../series-style.ts";

export interface LegendEntry {
  color: string;
  sign: string;
  name: string;
}

/** Which colour and sign is what. */
export function legend(entries: readonly LegendEntry[]): Markup {
  const items = entries.map(
    ({ color, sign, name }) => html`<li><span aria-hidden="true" style="color: ${color}">${sign}</span> ${name}</li>`,
  );
  return html`<ul class="legend">${items}</ul>`;
}

/** The rerankers, after whatever else is in the plot. One alone needs no legend. */
export function seriesLegend(series: readonly ReportSeries[], others: readonly LegendEntry[] = []): Markup | undefined {
  const own = series.map(({ name, slot }) => ({ ...styleOf(slot), name }));
  return own.length + others.length > 1 ? legend([...others, ...own]) : undefined;
}
