import { type Content, html, type Markup } from "../markup.ts";

/** A table with a caption; the first cell of each row is its heading. One that is too wide scrolls by itself, also by keyboard. */
export function dataTable(caption: string, head: readonly string[], rows: readonly (readonly Content[])[]): Markup {
  const headRow = head.map((name) => html`<th scope="col">${name}</th>`);
  const bodyRows = rows.map(
    ([first, ...cells]) => html`<tr><th scope="row">${first}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`,
  );
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${caption}">
<table><caption><span>${caption}</span></caption><thead><tr>${headRow}</tr></thead><tbody>
${bodyRows}
</tbody></table></div>`;
}
