import { formatScore } from "../format-figures.ts";
import { element } from "./element.ts";
import { gradeBadge } from "./grade-badge.ts";
import { createMoveLines } from "./move-lines.ts";
import type { PageData, PageEntry, PagePlace, PageQuery } from "./page-data.ts";
import { passageText } from "./passage-text.ts";
import { stepOfKey } from "./step-of-key.ts";

type OnChoose = (entry: PageEntry, button: HTMLButtonElement) => void;

/** The orders side by side: the first so many of each, then the judged documents that are farther down or no candidates. */
export function orderColumns(data: PageData, { documents }: PageQuery, onChoose: OnChoose): HTMLElement {
  const columns = data.columns.map(({ name }, column) => {
    const items = entriesOf(documents, column, data.top).map(({ entry, isBelow }) => {
      const item = element("li", isBelow ? { class: "below" } : {}, entryButton(data, entry, column, onChoose));
      item.dataset.document = String(entry.document);
      item.classList.toggle("is-relevant", (entry.grade ?? 0) > 0);
      return item;
    });
    // A list, but each item says its rank itself: ranks have gaps.
    return element("section", { role: "group", "aria-label": name }, element("h4", {}, name), element("ul", {}, ...items));
  });
  const lines = createMoveLines();
  const container = element("div", { class: "orders" }, ...columns, lines.picture);
  lines.follow(container, documents);
  container.style.setProperty("--columns", String(columns.length));
  container.addEventListener("keydown", stepThrough);
  for (const kind of ["pointerover", "focusin"]) container.addEventListener(kind, (event) => markAlike(container, event.target));
  container.addEventListener("pointerleave", () => markAlike(container, null));
  return container;
}

function entriesOf(documents: readonly PageEntry[], column: number, top: number): { entry: PageEntry; isBelow: boolean }[] {
  const rankOf = (entry: PageEntry) => entry.places[column]?.rank ?? Number.POSITIVE_INFINITY;
  return [...documents]
    .sort((a, b) => (rankOf(a) === rankOf(b) ? 0 : rankOf(a) - rankOf(b)))
    .map((entry) => ({ entry, isBelow: rankOf(entry) > top }))
    .filter(({ entry, isBelow }) => !isBelow || entry.grade !== undefined);
}

function entryButton(data: PageData, entry: PageEntry, column: number, onChoose: OnChoose): HTMLButtonElement {
  const { id, title, text } = data.documents[entry.document] as PageData["documents"][number];
  const place = entry.places[column];
  const passage = place?.passage;
  const button = element(
    "button",
    { type: "button", class: "entry", "aria-expanded": "false" },
    element(
      "span",
      { class: "place" },
      element("span", { class: "rank" }, place ? String(place.rank) : "–"),
      column > 0 && moveOf(place, entry.places[0]),
    ),
    element(
      "span",
      { class: "what" },
      element("span", { class: "name" }, title ?? (text.slice(0, 90) || id)),
      entry.grade !== undefined && gradeBadge(entry.grade),
      passage && element("span", { class: "passage" }, passageText(passage, text)),
    ),
    element("span", { class: "score" }, place ? scoreOf(place) : "no candidate"),
  );
  button.addEventListener("click", () => onChoose(entry, button));
  return button;
}

function scoreOf({ score, probability }: PagePlace): string {
  const parts = [score !== undefined && formatScore(score), probability !== undefined && `p ${probability.toFixed(2)}`];
  return parts.filter(Boolean).join(" · ");
}

function moveOf(place: PagePlace | null | undefined, before: PagePlace | null | undefined): HTMLElement | undefined {
  if (!place || !before) return undefined;
  const by = before.rank - place.rank;
  if (by === 0) return element("span", { class: "move same", title: "kept its place" }, "=");
  const [direction, arrow, word] = by > 0 ? ["better", "▲", "up"] : ["worse", "▼", "down"];
  return element("span", { class: `move ${direction}`, title: `${word} from ${before.rank}` }, `${arrow}${Math.abs(by)}`);
}

/** Up and down within an order, left and right to the next. */
function stepThrough(event: KeyboardEvent): void {
  const section = (event.target as Element).closest("section");
  const buttons = [...(section?.querySelectorAll("button") ?? [])];
  const at = buttons.indexOf(event.target as HTMLButtonElement);
  const step = stepOfKey(event.key, at, buttons.length);
  const sideways = { ArrowLeft: section?.previousElementSibling, ArrowRight: section?.nextElementSibling }[event.key];
  const besides = sideways?.querySelectorAll("button");
  const next = step === undefined ? besides?.[Math.min(at, besides.length - 1)] : buttons[step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** The same document in every order, so that the eye finds where it went. */
function markAlike(container: HTMLElement, target: EventTarget | null): void {
  const wanted = target instanceof Element ? target.closest("li")?.dataset.document : undefined;
  for (const item of container.querySelectorAll<HTMLElement | SVGElement>("[data-document]")) {
    item.classList.toggle("alike", item.dataset.document === wanted);
  }
}
