import { countOf } from "../format-figures.ts";
import { find } from "./element.ts";
import { matchQueries, type QueryFilter, type QueryOrder, searchText } from "./match-queries.ts";
import type { PageData } from "./page-data.ts";
import { createQueryList } from "./query-list.ts";
import { createQueryView } from "./query-view.ts";

/** Ties search, list and view together. The controls are in the page already. */
export function openQueryBrowser(data: PageData): void {
  const search = find<HTMLInputElement>("query-search");
  const filter = find<HTMLSelectElement>("query-filter");
  const order = find<HTMLSelectElement>("query-order");
  // Absent where there is nothing to choose.
  const column = document.getElementById("query-column") as HTMLSelectElement | null;
  const texts = data.queries.map((query) => searchText(query, data.documents));
  const currentColumn = () => (column ? Number(column.value) : data.columns.length - 1);

  const view = createQueryView(find("query-view"), data, { onLeave: () => list.focus() });
  const list = createQueryList(find("query-list"), data, {
    onSelect(position) {
      view.show(position);
      history.replaceState(null, "", `#query=${encodeURIComponent(data.queries[position]?.id ?? "")}`);
    },
    onOpen: () => view.focus(),
    onLeave: () => search.focus(),
  });

  function update(): void {
    const wish = { filter: filter.value as QueryFilter, order: order.value as QueryOrder, column: currentColumn() };
    const found = matchQueries(data.queries, texts, { ...wish, search: search.value });
    list.show(found, wish.column);
    find("query-count").textContent =
      found.length === 0
        ? "No query matches"
        : `${found.length.toLocaleString("en")} of ${countOf(data.queries.length, "query", "queries")}`;
  }

  for (const control of [filter, order, column]) control?.addEventListener("change", update);
  search.addEventListener("input", update);
  search.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "Enter") list.focus();
    else if (event.key === "Escape" && search.value !== "") {
      search.value = "";
      update();
    } else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    event.preventDefault();
    search.focus();
    search.select();
  });

  const selectFromAddress = () => {
    const id = new URLSearchParams(location.hash.slice(1)).get("query");
    const position = data.queries.findIndex((query) => query.id === id);
    if (position >= 0) list.select(position);
    return position >= 0;
  };
  find("no-script").remove();
  find("query-browser").hidden = false;
  update();
  addEventListener("hashchange", selectFromAddress);
  if (!selectFromAddress()) view.show(list.first() ?? 0);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;
}
