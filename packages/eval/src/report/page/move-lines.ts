import type { PageEntry } from "./page-data.ts";

const svg = "http://www.w3.org/2000/svg";

export interface MoveLines {
  picture: SVGSVGElement;
  /** Draws a line for each document from order to order, and again whenever the orders' size changes. */
  follow(container: HTMLElement, documents: readonly PageEntry[]): void;
}

/** Lines between the orders, for the eye only: ranks and moves say the same in words. */
export function createMoveLines(): MoveLines {
  const picture = document.createElementNS(svg, "svg");
  picture.setAttribute("class", "lines");
  picture.setAttribute("aria-hidden", "true");
  return {
    picture,
    follow(container, documents) {
      // A picture that is taken out of the page takes its observer with it.
      new ResizeObserver(() => draw(picture, container, documents)).observe(container);
    },
  };
}

function draw(picture: SVGSVGElement, container: HTMLElement, documents: readonly PageEntry[]): void {
  const frame = container.getBoundingClientRect();
  const lists = [...container.querySelectorAll("ul")].map((list) => ({
    box: list.getBoundingClientRect(),
    middles: new Map([...list.children].map((item) => [(item as HTMLElement).dataset.document, middleOf(item)])),
  }));
  const paths = lists.slice(1).flatMap((right, i) => {
    const left = lists[i] as (typeof lists)[number];
    // One below the other, as on a phone, there is nothing between them.
    if (right.box.left < left.box.right) return [];
    return documents.flatMap((entry) => {
      const key = String(entry.document);
      const [from, to] = [left.middles.get(key), right.middles.get(key)];
      if (from === undefined || to === undefined) return [];
      const [x1, x2] = [left.box.right - frame.left, right.box.left - frame.left];
      const bend = (x1 + x2) / 2;
      const path = document.createElementNS(svg, "path");
      path.setAttribute(
        "d",
        `M${x1},${from - frame.top} C${bend},${from - frame.top} ${bend},${to - frame.top} ${x2},${to - frame.top}`,
      );
      path.setAttribute("class", `${directionOf(entry, i)}${(entry.grade ?? 0) > 0 ? " is-relevant" : ""}`);
      path.dataset.document = key;
      return [path];
    });
  });
  picture.replaceChildren(...paths);
}

function middleOf(item: Element): number {
  const { top, height } = item.getBoundingClientRect();
  return top + height / 2;
}

function directionOf({ places }: PageEntry, column: number): string {
  const by = (places[column]?.rank ?? 0) - (places[column + 1]?.rank ?? 0);
  return by > 0 ? "better" : by < 0 ? "worse" : "same";
}
