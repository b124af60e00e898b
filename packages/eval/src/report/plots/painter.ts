import { Markup } from "../markup.ts";

/** Observable Plot. */
export type Plot = typeof import("@observablehq/plot");
export type PlotOptions = NonNullable<Parameters<Plot["plot"]>[0]>;

/** A plot at two widths: text in it must not shrink with the screen. */
export interface Drawing {
  wide: Markup;
  narrow: Markup;
}

/**
 * @param label what is to be seen, for those who do not see it
 * @param design the plot at a width in pixels
 */
export type Paint = (label: string, design: (Plot: Plot, width: number) => PlotOptions) => Drawing;

const wideWidth = 520;
const narrowWidth = 320;

/** Loads what plots are drawn with, which nothing but a report needs. */
export async function loadPainter(): Promise<Paint> {
  const [Plot, { parseHTML }] = await Promise.all([import("@observablehq/plot"), import("linkedom")]);
  const { document } = parseHTML("<!doctype html><html><body></body></html>");

  function draw(label: string, options: PlotOptions, width: number): Markup {
    // The page's style sheet has Plot's rules once, and its colours for light and dark.
    const svg = Plot.plot({ ...options, width, document, className: "plot", ariaLabel: label });
    for (const style of svg.querySelectorAll("style")) style.remove();
    // A picture has one name, which is its label; Plot's names for the parts are classes here.
    for (const part of svg.querySelectorAll("[aria-label]")) {
      part.setAttribute("class", part.getAttribute("aria-label") as string);
      part.removeAttribute("aria-label");
      part.removeAttribute("aria-hidden");
    }
    svg.setAttribute("role", "img");
    return new Markup(svg.outerHTML);
  }

  return (label, design) => ({
    wide: draw(label, design(Plot, wideWidth), wideWidth),
    narrow: draw(label, design(Plot, narrowWidth), narrowWidth),
  });
}
