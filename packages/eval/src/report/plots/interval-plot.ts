import { styleOf } from "../series-style.ts";
import type { Plot, PlotOptions } from "./painter.ts";

/** A mean difference with its interval, of one series in one group. */
export interface IntervalRow {
  group: string;
  series: string;
  slot: number;
  mean: number;
  low: number;
  high: number;
}

const rowHeight = 20;
const groupGap = 8;

/** Means with their intervals, group below group. A hollow sign is an interval that reaches across 0. */
export function intervalPlot(Plot: Plot, rows: readonly IntervalRow[], metric: string, width: number): PlotOptions {
  const groups = [...new Set(rows.map(({ group }) => group))];
  const series = [...new Set(rows.map(({ series }) => series))];
  const longest = Math.max(...groups.map(({ length }) => length));
  return {
    marginLeft: Math.min(width * 0.4, 16 + longest * 6.6),
    marginRight: 12,
    marginTop: 4,
    marginBottom: 40,
    height: 44 + groups.length * (series.length * rowHeight + groupGap),
    x: { label: `change in ${metric}`, labelAnchor: "center", labelArrow: "none", grid: true, nice: true, ticks: width / 115 },
    y: { type: "band", domain: series, axis: null, paddingInner: 0, paddingOuter: 0.4 },
    fy: { domain: groups, label: null, axis: "left", padding: 0 },
    marks: [
      Plot.ruleX([0], { stroke: "var(--ink)" }),
      ...series.map((name) => {
        const own = rows.filter((row) => row.series === name);
        const { color } = styleOf(own[0]?.slot ?? 0);
        return Plot.ruleY(own, { x1: "low", x2: "high", y: "series", fy: "group", stroke: color, strokeWidth: 2.5 });
      }),
      ...rows.map((row) => {
        const { color, symbol } = styleOf(row.slot);
        const isShown = row.low > 0 || row.high < 0;
        const fill = isShown ? color : "var(--card)";
        return Plot.dot([row], { x: "mean", y: "series", fy: "group", symbol, r: 5, fill, stroke: color, strokeWidth: 2 });
      }),
    ],
  };
}
