import { formatChange, formatValue } from "../format-figures.ts";
import { element } from "./element.ts";
import { figureOf } from "./match-queries.ts";
import type { PageData } from "./page-data.ts";
import { stepOfKey } from "./step-of-key.ts";

export interface QueryListEvents {
  /** A query was chosen, by its position in the data. */
  onSelect(position: number): void;
  /** The reader wants to go into the chosen query. */
  onOpen(): void;
  /** The reader wants out. */
  onLeave(): void;
}

export interface QueryList {
  /** Shows queries by position; the figures beside them are of a column. */
  show(positions: readonly number[], column: number): void;
  select(position: number): void;
  focus(): void;
  /** Position of the query that is shown first. */
  first(): number | undefined;
}

/** Buttons, one for each query. One of them can be reached with Tab; arrows go from there. */
export function createQueryList(container: HTMLElement, data: PageData, events: QueryListEvents): QueryList {
  let shown: { position: number; button: HTMLButtonElement }[] = [];
  let selected: number | undefined;

  function mark(): void {
    const current = shown.some(({ position }) => position === selected) ? selected : shown[0]?.position;
    for (const { position, button } of shown) {
      button.tabIndex = position === current ? 0 : -1;
      button.ariaCurrent = position === selected ? "true" : null;
    }
  }

  function select(position: number): void {
    selected = position;
    mark();
    events.onSelect(position);
  }

  container.addEventListener("keydown", (event) => {
    const at = shown.findIndex(({ button }) => button === document.activeElement);
    const step = stepOfKey(event.key, at, shown.length);
    if (step !== undefined) {
      const next = shown[step] as (typeof shown)[number];
      next.button.focus();
      select(next.position);
    } else if (event.key === "Escape") events.onLeave();
    else return;
    event.preventDefault();
  });

  return {
    show(positions, column) {
      shown = positions.map((position) => {
        const button = queryButton(data, position, column);
        button.addEventListener("click", () => {
          select(position);
          events.onOpen();
        });
        return { position, button };
      });
      container.replaceChildren(...shown.map(({ button }) => element("li", {}, button)));
      mark();
    },
    select,
    focus() {
      const { button, position } = shown.find(({ button }) => button.tabIndex === 0) ?? {};
      button?.focus();
      if (position !== undefined && position !== selected) select(position);
    },
    first: () => shown[0]?.position,
  };
}

function queryButton({ queries, metrics }: PageData, position: number, column: number): HTMLButtonElement {
  const query = queries[position] as PageData["queries"][number];
  const figure = figureOf(query, column);
  const direction = column === 0 || Math.abs(figure) < 5e-4 ? "same" : figure > 0 ? "better" : "worse";
  return element(
    "button",
    { type: "button", class: "query" },
    element("span", { class: "query-text" }, query.text),
    element(
      "span",
      { class: `figure ${direction}`, title: `${column === 0 ? "" : "change in "}${metrics[0]}` },
      column === 0 ? formatValue(figure) : formatChange(figure),
    ),
  );
}
