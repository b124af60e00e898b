import type { Plot, PlotOptions } from "./painter.ts";

/** Scores of all candidates, those of relevant documents apart. */
export interface ScoreGroups {
  relevant: readonly number[];
  others: readonly number[];
}

/** What share of a group is between two scores. */
export interface ScoreBar {
  low: number;
  high: number;
  share: number;
}

const bars = 40;

/** Two histograms, each as shares of its own group: there are many more irrelevant candidates than relevant ones. */
export function scorePlot(Plot: Plot, { relevant, others }: ScoreGroups, label: string): PlotOptions {
  const range = rangeOf([...relevant, ...others]);
  const histogram = (scores: readonly number[], color: string) =>
    Plot.rectY(scoreBars(scores, range), {
      x1: "low",
      x2: "high",
      y: "share",
      fill: color,
      fillOpacity: 0.5,
      stroke: color,
      strokeWidth: 0.75,
      inset: 0,
    });
  return {
    height: 220,
    marginLeft: 48,
    marginRight: 12,
    marginTop: 24,
    marginBottom: 40,
    x: { label, labelAnchor: "center", labelArrow: "none", domain: range, ticks: 6 },
    y: { label: "share of the group", labelArrow: "none", grid: true, ticks: 4, tickFormat: ".0%" },
    marks: [
      histogram(others, "var(--others)"),
      histogram(relevant, "var(--relevant)"),
      Plot.ruleY([0], { stroke: "var(--ink)" }),
    ],
  };
}

/** Bars of equal width over a range; the outermost hold what is beyond it as well. Bars of nothing are left out. */
export function scoreBars(scores: readonly number[], [low, high]: readonly [number, number], count: number = bars): ScoreBar[] {
  const counts = new Array<number>(count).fill(0);
  for (const score of scores) {
    const bar = Math.floor(((score - low) / (high - low)) * count);
    const held = Math.min(count - 1, Math.max(0, bar));
    counts[held] = (counts[held] as number) + 1;
  }
  const edge = (i: number) => low + ((high - low) * i) / count;
  return counts
    .map((held, i) => ({ low: edge(i), high: edge(i + 1), share: held / scores.length }))
    .filter(({ share }) => share > 0);
}

/** From the 0.5th to the 99.5th percentile. */
function rangeOf(scores: readonly number[]): [number, number] {
  const sorted = [...scores].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] as number;
  const [low, high] = [at(0.005), at(0.995)];
  return low < high ? [low, high] : [low - 0.5, low + 0.5];
}
