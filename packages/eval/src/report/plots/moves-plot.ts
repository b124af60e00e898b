import type { Plot, PlotOptions } from "./painter.ts";

/** Relevant documents that went from one rank to another. */
export interface Move {
  before: number;
  after: number;
  count: number;
}

/** Rank before against rank after: above the line is up. */
export function movesPlot(Plot: Plot, moves: readonly Move[], depth: number): PlotOptions {
  const deepest = Math.max(2, depth);
  const most = Math.max(1, ...moves.map(({ count }) => count));
  const sized = moves.map((move) => ({ ...move, radius: Math.max(2.5, 15 * Math.sqrt(move.count / most)) }));
  const ticks = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].filter((rank) => rank <= deepest);
  const axis = { type: "log", domain: [0.9, deepest * 1.1], ticks, tickFormat: "d", labelArrow: "none" } as const;
  const dots = (direction: (move: Move) => boolean, fill: string) =>
    Plot.dot(sized.filter(direction), { x: "before", y: "after", r: "radius", fill, fillOpacity: 0.6, stroke: fill });
  return {
    height: 320,
    marginLeft: 48,
    marginRight: 12,
    marginTop: 40,
    marginBottom: 40,
    x: { ...axis, label: "rank before", labelAnchor: "center" },
    y: { ...axis, label: "rank after", reverse: true, grid: true },
    r: { type: "identity" },
    marks: [
      Plot.link([deepest], { x1: 1, y1: 1, x2: deepest, y2: deepest, stroke: "var(--ink)", strokeDasharray: "2 3" }),
      dots(({ before, after }) => after < before, "var(--better)"),
      dots(({ before, after }) => after > before, "var(--worse)"),
      dots(({ before, after }) => after === before, "var(--others)"),
    ],
  };
}
