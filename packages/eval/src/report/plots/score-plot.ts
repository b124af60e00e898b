import type { Plot, PlotOptions } from "./painter.ts";

/** Scores of all candidates, those of relevant documents apart. */
export interface ScoreGroups {
  relevant: readonly number[];
  others: readonly number[];
}

const bins = 40;

/** Two histograms, each as shares of its own group: there are many more irrelevant candidates than relevant ones. */
export function scorePlot(Plot: Plot, { relevant, others }: ScoreGroups, label: string): PlotOptions {
  const [low, high] = rangeOf([...relevant, ...others]);
  const thresholds = Array.from({ length: bins - 1 }, (_, i) => low + ((high - low) * (i + 1)) / bins);
  const histogram = (scores: readonly number[], color: string) => {
    const clamped = scores.map((score) => Math.min(high, Math.max(low, score)));
    const shares = Plot.binX({ y: "proportion" }, { x: { value: clamped, thresholds, domain: [low, high] } });
    return Plot.rectY(clamped, { ...shares, fill: color, fillOpacity: 0.5, stroke: color, strokeWidth: 0.75, inset: 0 });
  };
  return {
    height: 220,
    marginLeft: 48,
    marginRight: 12,
    marginTop: 24,
    marginBottom: 40,
    x: { label, labelAnchor: "center", labelArrow: "none", domain: [low, high], ticks: 6 },
    y: { label: "share of the group", labelArrow: "none", grid: true, ticks: 4, tickFormat: ".0%" },
    marks: [
      histogram(others, "var(--others)"),
      histogram(relevant, "var(--relevant)"),
      Plot.ruleY([0], { stroke: "var(--ink)" }),
    ],
  };
}

/** From the 0.5th to the 99.5th percentile; what is beyond is counted into the outermost bins. */
function rangeOf(scores: readonly number[]): [number, number] {
  const sorted = [...scores].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] as number;
  const [low, high] = [at(0.005), at(0.995)];
  return low < high ? [low, high] : [low - 0.5, low + 0.5];
}
