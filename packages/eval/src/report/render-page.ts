import { countOf } from "./format-figures.ts";
import { inlineJson } from "./inline-json.ts";
import { html, Markup } from "./markup.ts";
import type { PageData } from "./page/page-data.ts";
import type { PageAssets } from "./page-assets.ts";
import { renderSection, type Section } from "./parts/section.ts";
import type { ReportModel } from "./report-model.ts";

export interface Page {
  model: ReportModel;
  sections: readonly Section[];
  data: PageData;
  assets: PageAssets;
}

/** The document around the sections. It asks for nothing from anywhere, and its policy would not let it. */
export function renderPage({ model, sections, data, assets }: Page): string {
  const { base, series } = model;
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${assets.scriptHash}'; base-uri 'none'; form-action 'none'`;
  const name = `${base.collection}/${base.split}`;
  const who = series.map(({ name }) => name).join(", ") || "the first stage alone";
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${name}: ${who}</title>
<style>${new Markup(assets.style)}</style>
</head>
<body>
<a class="skip" href="#main">To the content</a>
<header class="top">
<p class="brand">secondpass <span>evaluation</span></p>
<nav aria-label="Sections"><ul>${sections.map(({ id, name }) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
<button type="button" id="theme" hidden></button>
</header>
<main id="main">
<h1>${series.length > 0 ? "Did the reranker help?" : "How good is the first stage?"}</h1>
<p class="lead">${name} · ${countOf(base.queries, "query", "queries")} · ${series.length > 0 && `the first ${base.depth} candidates of each, reranked by `}${who}</p>
${sections.map(renderSection)}
</main>
<footer><p>${footer()}</p></footer>
<script type="application/json" id="report-data">${inlineJson(data)}</script>
<script>${new Markup(assets.script)}</script>
</body>
</html>
`;
  return page.text;
}

function footer(): string {
  const day = new Date().toISOString().slice(0, 10);
  return `Made by secondpass on ${day}. Times are of the machine that it ran on. Intervals are paired bootstraps over queries, p-values randomisation tests.`;
}
