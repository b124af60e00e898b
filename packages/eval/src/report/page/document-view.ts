import { formatScore } from "../format-figures.ts";
import { element } from "./element.ts";
import { gradeBadge } from "./grade-badge.ts";
import type { PageData, PageDocument, PageEntry, PagePassage } from "./page-data.ts";
import { passageText } from "./passage-text.ts";

export interface DocumentView {
  panel: HTMLElement;
  /** Shows a document; `opener` gets the focus back. The one that is open already is closed. */
  open(entry: PageEntry, opener: HTMLButtonElement): void;
  /** Whether there was something to close. */
  close(): boolean;
}

/** The document that was chosen: where every order has it, and its text with the passage that was decisive. */
export function createDocumentView(data: PageData): DocumentView {
  const panel = element("section", { class: "document", "aria-label": "Document", tabindex: "-1", hidden: "" });
  let opener: HTMLButtonElement | undefined;

  function close(): boolean {
    const last = opener;
    if (!last) return false;
    opener = undefined;
    panel.hidden = true;
    last.ariaExpanded = "false";
    if (last.isConnected) last.focus();
    return true;
  }

  function open(entry: PageEntry, from: HTMLButtonElement): void {
    const isOpen = opener === from;
    if (opener) close();
    if (isOpen) return;
    opener = from;
    from.ariaExpanded = "true";
    const shut = element("button", { type: "button", class: "close" }, "Close");
    shut.addEventListener("click", close);
    const document = data.documents[entry.document] as PageDocument;
    panel.replaceChildren(
      shut,
      element("h4", {}, document.title ?? document.id),
      element("p", { class: "facts" }, `Document ${document.id} `, gradeBadge(entry.grade)),
      placesTable(data, entry),
      ...passagesOf(data, entry, document),
    );
    panel.hidden = false;
    panel.focus();
    panel.scrollIntoView({ block: "nearest" });
  }

  return { panel, open, close };
}

function placesTable({ columns }: PageData, { places }: PageEntry): HTMLElement {
  const rows = columns.map(({ name, scale }, i) => {
    const { rank, score, probability } = places[i] ?? {};
    const cells = [
      rank === undefined ? "no candidate" : String(rank),
      score === undefined ? "–" : `${formatScore(score)}${scale === "" ? "" : ` (${scale})`}`,
      probability === undefined ? "–" : probability.toFixed(3),
    ];
    return element("tr", {}, element("th", { scope: "row" }, name), ...cells.map((cell) => element("td", {}, cell)));
  });
  const head = ["rank", "score", "probability"].map((name) => element("th", { scope: "col" }, name));
  const parts = [element("thead", {}, element("tr", {}, element("td"), ...head)), element("tbody", {}, ...rows)];
  const table = element("table", {}, element("caption", { class: "hidden" }, "Where each order has this document"), ...parts);
  return element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Places of this document" }, table);
}

/** The text once for each passage in it, or once without a mark; passages beyond the cut as quotations. */
function passagesOf({ columns }: PageData, { places }: PageEntry, { text, left }: PageDocument): HTMLElement[] {
  const passages = places.flatMap((place, i) => (place?.passage ? [{ name: columns[i]?.name, passage: place.passage }] : []));
  const quotations = passages.map(({ name, passage }) =>
    element("blockquote", {}, element("p", {}, passageText(passage, text)), element("footer", {}, captionOf(name, passage))),
  );
  const range = passages.find(({ passage }) => passage.range)?.passage.range;
  const whole = element("p", { class: "text" }, ...marked(text, range));
  const cut = left
    ? element("p", { class: "quiet" }, `${left.toLocaleString("en")} more characters are not in this file.`)
    : undefined;
  return [...quotations, whole, ...(cut ? [cut] : [])];
}

function captionOf(name: string | undefined, { score }: PagePassage): string {
  return `Best passage for ${name}${score === undefined ? "" : `, score ${formatScore(score)}`}`;
}

function marked(text: string, range: [number, number] | undefined): (Node | string)[] {
  if (!range) return [text === "" ? "(no text)" : text];
  const [start, end] = range;
  return [text.slice(0, start), element("mark", {}, text.slice(start, end)), text.slice(end)];
}
