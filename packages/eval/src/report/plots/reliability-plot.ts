import type { ReliabilityBin } from "../../calibration/reliability.ts";
import { styleOf } from "../series-style.ts";
import type { Plot, PlotOptions } from "./painter.ts";

/** Stated probability against what came true; on the line the two are the same. The larger the sign, the more documents. */
export function reliabilityPlot(Plot: Plot, bins: readonly ReliabilityBin[], slot: number): PlotOptions {
  const { color } = styleOf(slot);
  const most = Math.max(...bins.map(({ count }) => count));
  const points = bins.map((bin) => ({ ...bin, radius: 3 + 9 * Math.sqrt(bin.count / most) }));
  return {
    height: 320,
    marginLeft: 48,
    marginRight: 16,
    marginTop: 24,
    marginBottom: 40,
    x: { label: "stated probability", labelAnchor: "center", labelArrow: "none", domain: [0, 1], ticks: 5 },
    y: { label: "share that was relevant", labelArrow: "none", domain: [0, 1], grid: true, ticks: 5 },
    r: { type: "identity" },
    marks: [
      Plot.link([1], { x1: 0, y1: 0, x2: 1, y2: 1, stroke: "var(--ink)", strokeDasharray: "2 3" }),
      Plot.line(points, { x: "meanProbability", y: "shareRelevant", stroke: color, strokeWidth: 2 }),
      Plot.dot(points, { x: "meanProbability", y: "shareRelevant", r: "radius", fill: color, fillOpacity: 0.55, stroke: color }),
    ],
  };
}
