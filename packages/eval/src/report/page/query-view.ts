import { countOf, formatMs, formatValue } from "../format-figures.ts";
import { createDocumentView } from "./document-view.ts";
import { element } from "./element.ts";
import { orderColumns } from "./order-columns.ts";
import type { PageCall, PageData, PageQuery } from "./page-data.ts";

export interface QueryView {
  show(position: number): void;
  focus(): void;
}

/** One query before and after: its figures, its orders side by side, and the document that was chosen. */
export function createQueryView(container: HTMLElement, data: PageData, { onLeave }: { onLeave(): void }): QueryView {
  const heading = element("h3", { tabindex: "-1" });
  const facts = element("p", { class: "facts" });
  const body = element("div");
  const opened = createDocumentView(data);
  container.replaceChildren(heading, facts, body);

  container.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    if (!opened.close()) onLeave();
  });

  return {
    show(position) {
      const query = data.queries[position];
      if (!query) return;
      opened.close();
      heading.textContent = query.text;
      facts.textContent = `Query ${query.id} · ${countOf(query.relevant, "relevant document")} judged`;
      const left = query.judgedLeft ? `${countOf(query.judgedLeft, "other judged document")} not shown.` : "";
      body.replaceChildren(
        metricsTable(data, query),
        notes(data, query),
        orderColumns(data, query, (entry, button) => opened.open(entry, button)),
        element("p", { class: "quiet" }, `The first ${data.top} of each order, and below them what was judged. ${left}`),
        opened.panel,
      );
      container.scrollTop = 0;
    },
    focus: () => heading.focus(),
  };
}

function metricsTable({ metrics, columns }: PageData, { values, calls }: PageQuery): HTMLElement {
  const hasCalls = calls.length > 0;
  const head = element("tr", {}, element("td"), ...[...metrics, ...(hasCalls ? ["time"] : [])].map(columnHead));
  const rows = columns.map(({ name }, i) => {
    const cells = (values[i] ?? []).map((value) => element("td", {}, formatValue(value)));
    const call = calls[i - 1];
    if (hasCalls) cells.push(element("td", {}, call ? formatMs(call.ms) : "–"));
    return element("tr", {}, element("th", { scope: "row" }, name), ...cells);
  });
  const caption = element("caption", { class: "hidden" }, "Metrics of this query");
  const table = element("table", {}, caption, element("thead", {}, head), element("tbody", {}, ...rows));
  return element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Metrics of this query" }, table);
}

function columnHead(name: string): HTMLElement {
  return element("th", { scope: "col" }, name);
}

function notes({ columns }: PageData, { calls }: PageQuery): HTMLElement {
  const lines = calls.flatMap((call, i) => noteOf(columns[i + 1]?.name ?? "", call) ?? []);
  return element("ul", { class: "receipts" }, ...lines.map((line) => element("li", {}, line)));
}

function noteOf(name: string, { reason, warnings }: PageCall): string | undefined {
  const told = [reason && `not reranked as asked: ${reason}`, warnings.length > 0 && `warnings ${warnings.join(", ")}`];
  const words = told.filter(Boolean).join("; ");
  return words === "" ? undefined : `${name}: ${words}`;
}
