import { type Content, html, type Markup } from "../markup.ts";
import type { Drawing } from "../plots/painter.ts";
import { dataTable } from "./data-table.ts";

export interface Chart {
  title: string;
  /** How to read it, in a sentence or two. */
  note: Content;
  drawing: Drawing;
  legend?: Markup;
  /** The very figures that are drawn. */
  table: { head: readonly string[]; rows: readonly (readonly Content[])[] };
}

/** A plot with title, note and figures. */
export function chart({ title, note, drawing, legend, table }: Chart): Markup {
  return html`<figure class="chart">
<figcaption><h3>${title}</h3><p>${note}</p></figcaption>
${legend}
<div class="wide">${drawing.wide}</div><div class="narrow">${drawing.narrow}</div>
<details><summary>The figures</summary>${dataTable(title, table.head, table.rows)}</details>
</figure>`;
}
