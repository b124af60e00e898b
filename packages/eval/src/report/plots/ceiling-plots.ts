import { styleOf } from "../series-style.ts";
import type { Plot, PlotOptions } from "./painter.ts";

/** Recall of the first stage by depth, and where this evaluation stood. */
export function recallPlot(
  Plot: Plot,
  points: readonly { depth: number; recall: number }[],
  chosen: { depth: number; recall: number },
): PlotOptions {
  return {
    height: 280,
    marginLeft: 48,
    marginRight: 20,
    marginTop: 24,
    marginBottom: 40,
    x: {
      type: "log",
      label: "depth (candidates)",
      labelAnchor: "center",
      labelArrow: "none",
      ticks: points.map(({ depth }) => depth),
      tickFormat: "d",
    },
    y: { label: "share of the relevant documents", labelArrow: "none", domain: [0, 1], grid: true, ticks: 5 },
    marks: [
      Plot.areaY(points, { x: "depth", y1: "recall", y2: 1, fill: "var(--worse)", fillOpacity: 0.12 }),
      Plot.areaY(points, { x: "depth", y: "recall", fill: "var(--first-stage)", fillOpacity: 0.18 }),
      Plot.line(points, { x: "depth", y: "recall", stroke: "var(--first-stage)", strokeWidth: 2 }),
      Plot.dot(points, { x: "depth", y: "recall", r: 3, fill: "var(--first-stage)" }),
      Plot.ruleX([chosen], { x: "depth", y1: 0, y2: "recall", stroke: "var(--ink)", strokeDasharray: "2 3" }),
      Plot.dot([chosen], { x: "depth", y: "recall", r: 5.5, fill: "var(--card)", stroke: "var(--ink)", strokeWidth: 2 }),
    ],
  };
}

/** How much of what could be gained from these candidates was gained, metric by metric. */
export interface HeadroomRow {
  metric: string;
  baseline: number;
  oracle: number;
  reached: readonly { slot: number; value: number }[];
}

/** From the first stage to a reranker without a mistake, with the rerankers between. */
export function headroomPlot(Plot: Plot, rows: readonly HeadroomRow[], width: number): PlotOptions {
  const reached = rows.flatMap(({ metric, reached }) => reached.map((point) => ({ metric, ...point })));
  return {
    height: 44 + rows.length * 30,
    marginLeft: 92,
    marginRight: 16,
    marginTop: 4,
    marginBottom: 40,
    x: { label: "value of the metric", labelAnchor: "center", labelArrow: "none", domain: [0, 1], grid: true, ticks: width / 80 },
    y: { type: "band", domain: rows.map(({ metric }) => metric), label: null, tickSize: 0 },
    marks: [
      Plot.ruleY(rows, {
        x1: "baseline",
        x2: "oracle",
        y: "metric",
        stroke: "var(--first-stage)",
        strokeOpacity: 0.45,
        strokeWidth: 5,
      }),
      Plot.tickX(rows, { x: "oracle", y: "metric", inset: 5, stroke: "var(--ink)", strokeWidth: 2.5 }),
      Plot.dot(rows, { x: "baseline", y: "metric", r: 5, fill: "var(--card)", stroke: "var(--first-stage)", strokeWidth: 2 }),
      ...reached.map((point) => {
        const { color, symbol } = styleOf(point.slot);
        return Plot.dot([point], { x: "value", y: "metric", symbol, r: 5, fill: color, stroke: "var(--card)" });
      }),
    ],
  };
}
