/** What tells series apart in every plot: colour and sign, so that neither is needed alone. */
export interface SeriesStyle {
  color: string;
  symbol: "circle" | "triangle" | "square" | "diamond" | "star" | "wye";
  /** The sign in running text. */
  sign: string;
}

// Colours are variables of the page's style sheet, which has them for light and dark.
const styles: readonly SeriesStyle[] = [
  { color: "var(--series-1)", symbol: "circle", sign: "●" },
  { color: "var(--series-2)", symbol: "triangle", sign: "▲" },
  { color: "var(--series-3)", symbol: "square", sign: "■" },
  { color: "var(--series-4)", symbol: "diamond", sign: "◆" },
  { color: "var(--series-5)", symbol: "star", sign: "★" },
];

export function styleOf(slot: number): SeriesStyle {
  return styles[slot % styles.length] as SeriesStyle;
}
