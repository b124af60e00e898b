import type { Plot, PlotOptions } from "./painter.ts";

/** The changes of one series, the largest gain first. */
export interface QueryChanges {
  series: string;
  changes: readonly number[];
}

/** A bar for each query, so that a mean is seen to be made of many gains and losses, or of few. */
export function queryChangesPlot(Plot: Plot, all: readonly QueryChanges[], metric: string): PlotOptions {
  const bars = all.flatMap(({ series, changes }) => changes.map((change, i) => ({ series, change, start: i, end: i + 1 })));
  const isSeveral = all.length > 1;
  const position = { x1: "start", x2: "end", y: "change", inset: 0, ...(isSeveral && { fy: "series" }) };
  return {
    height: isSeveral ? 60 + all.length * 130 : 240,
    marginLeft: 44,
    marginRight: 12,
    marginTop: 28,
    marginBottom: 40,
    x: {
      label: "queries, the largest gain first",
      labelAnchor: "center",
      labelArrow: "none",
      domain: [0, all[0]?.changes.length ?? 1],
      ticks: 5,
      tickFormat: "d",
    },
    y: { label: `change in ${metric}`, labelArrow: "none", grid: true, nice: true, ticks: 5 },
    ...(isSeveral && { fy: { axis: null, padding: 0.12, domain: all.map(({ series }) => series) } }),
    marks: [
      Plot.rectY(
        bars.filter(({ change }) => change > 0),
        { ...position, fill: "var(--better)" },
      ),
      Plot.rectY(
        bars.filter(({ change }) => change < 0),
        { ...position, fill: "var(--worse)" },
      ),
      Plot.ruleY([0], { stroke: "var(--ink)" }),
      ...(isSeveral
        ? [
            Plot.text(all, {
              fy: "series",
              text: "series",
              frameAnchor: "top-right",
              dy: -6,
              fontWeight: "600",
              fill: "var(--ink)",
            }),
          ]
        : []),
    ],
  };
}
