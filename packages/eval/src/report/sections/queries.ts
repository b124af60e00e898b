import { countOf } from "../format-figures.ts";
import { html, type Markup } from "../markup.ts";
import type { PageData } from "../page/page-data.ts";
import type { Section } from "../parts/section.ts";

/** The room of the query browser. What is in it is put there by the page's script. */
export function queriesSection(data: PageData, { all, maxTextLength }: { all: number; maxTextLength: number }): Section {
  const { columns, metrics, queries, top } = data;
  const [primary = ""] = metrics;
  const isCompared = columns.length > 1;
  const what = isCompared ? `change in ${primary}` : primary;
  const filters = isCompared
    ? { all: "all", better: "better", worse: "worse", same: "unchanged", told: "with a warning" }
    : { all: "all" };
  const orders = {
    ...(isCompared && { largest: `largest ${what}` }),
    given: "as in the collection",
    highest: `highest ${what}`,
    lowest: `lowest ${what}`,
  };
  const body = html`<p>${countOf(queries.length, "query", "queries")}${
    queries.length < all && html` of ${all.toLocaleString("en")}, those that changed most`
  }, each with the first ${top} documents of every order and the judged ones below. Texts are cut after ${maxTextLength.toLocaleString("en")} characters.
<kbd>/</kbd> searches, arrows move, <kbd>Enter</kbd> opens, <kbd>Esc</kbd> goes back.</p>
<p class="know" id="no-script">The query browser needs JavaScript; everything above does without.</p>
<div class="browser" id="query-browser" hidden>
<div class="browser-list">
<div class="controls" role="search">
<label>Search <input id="query-search" type="search" autocomplete="off" spellcheck="false" placeholder="words, ids, titles"></label>
<label>Show <select id="query-filter">${optionsOf(filters)}</select></label>
<label>Order <select id="query-order">${optionsOf(orders)}</select></label>
${columns.length > 2 && html`<label>Reranker <select id="query-column">${columns.slice(1).map(({ name }, i) => html`<option value="${i + 1}">${name}</option>`)}</select></label>`}
</div>
<p id="query-count" class="quiet" role="status" aria-live="polite"></p>
<ul id="query-list" aria-label="Queries"></ul>
</div>
<div id="query-view" class="browser-view" role="region" aria-label="Query" tabindex="0"></div>
</div>`;
  return { id: "queries", name: "Queries", title: "Queries", body };
}

function optionsOf(names: Readonly<Record<string, string | undefined>>): Markup[] {
  return Object.entries(names).map(([value, name]) => html`<option value="${value}">${name}</option>`);
}
