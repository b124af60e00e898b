import { styleOf } from "../series-style.ts";
import type { Plot, PlotOptions } from "./painter.ts";

/** One depth of one series. */
export interface DepthPoint {
  slot: number;
  depth: number;
  quality: number;
  low: number;
  high: number;
  ms?: number;
  slowMs?: number;
}

const frame = { height: 280, marginLeft: 48, marginRight: 20, marginTop: 24, marginBottom: 40 };
const below = { labelAnchor: "center", labelArrow: "none" } as const;

/** Quality by depth, with intervals, over the first stage's. */
export function depthQualityPlot(Plot: Plot, points: readonly DepthPoint[], baseline: number, metric: string): PlotOptions {
  const depths = [...new Set(points.map(({ depth }) => depth))].sort((a, b) => a - b);
  return {
    ...frame,
    x: { ...below, type: "log", label: "depth (candidates reranked)", ticks: depths, tickFormat: "d" },
    y: { label: metric, labelArrow: "none", grid: true, nice: true, ticks: 5 },
    marks: [
      Plot.ruleY([baseline], { stroke: "var(--first-stage)", strokeDasharray: "5 4", strokeWidth: 1.5 }),
      ...bySlot(points).flatMap((own) => [
        Plot.ruleX(own, { x: "depth", y1: "low", y2: "high", stroke: styleOf(own[0]?.slot ?? 0).color, strokeOpacity: 0.45 }),
        ...curve(Plot, own, "depth"),
      ]),
    ],
  };
}

/** Quality by time: each point is a depth, the line to its right reaches to the 95th percentile. */
export function depthTimePlot(Plot: Plot, points: readonly DepthPoint[], baseline: number, metric: string): PlotOptions {
  const timed = points.filter(({ ms }) => ms !== undefined);
  return {
    ...frame,
    x: { ...below, type: "log", label: "milliseconds for one query", ticks: 4, tickFormat: "~s" },
    y: { label: metric, labelArrow: "none", grid: true, nice: true, ticks: 5 },
    marks: [
      Plot.ruleY([baseline], { stroke: "var(--first-stage)", strokeDasharray: "5 4", strokeWidth: 1.5 }),
      ...bySlot(timed).flatMap((own) => [
        Plot.ruleY(own, { x1: "ms", x2: "slowMs", y: "quality", stroke: styleOf(own[0]?.slot ?? 0).color, strokeOpacity: 0.45 }),
        ...curve(Plot, own, "ms"),
        Plot.text(own, { x: "ms", y: "quality", text: "depth", dy: -12, fill: "var(--ink)" }),
      ]),
    ],
  };
}

function curve(Plot: Plot, own: readonly DepthPoint[], x: "depth" | "ms") {
  const { color, symbol } = styleOf(own[0]?.slot ?? 0);
  return [
    Plot.line(own, { x, y: "quality", stroke: color, strokeWidth: 2 }),
    Plot.dot(own, { x, y: "quality", symbol, r: 4.5, fill: color, stroke: "var(--card)" }),
  ];
}

function bySlot(points: readonly DepthPoint[]): DepthPoint[][] {
  const slots = [...new Set(points.map(({ slot }) => slot))];
  return slots.map((slot) => points.filter((point) => point.slot === slot).sort((a, b) => a.depth - b.depth));
}
