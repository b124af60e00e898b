import type { SkipCurve } from "../sections/when-uncertain.ts";
import { round, svg, text } from "./svg.ts";

const frame = { left: 70, top: 30, width: 420, height: 300 };
// As in the other plots: they tell apart on white, also for the colour-blind (Okabe & Ito, 2008).
const palette = ["#0072b2", "#e69f00", "#009e73", "#d55e00", "#56b4e9"];
const percents = [0, 0.25, 0.5, 0.75, 1];

export function titleOf({ collection, run }: Pick<SkipCurve, "collection" | "run">): string {
  const firstStage = run.includes("TASB") ? "TAS-B, dense" : "BM25";
  return `${collection} (${firstStage})`;
}

/** Lines: of what reranking gains, the share that is left when so many queries are skipped. */
export function skipPlot(curves: readonly SkipCurve[]): string {
  const x = (share: number) => frame.left + share * frame.width;
  const gaining = curves.filter(({ before, after }) => after > before);
  const gains = gaining.map(({ before, after, points }) => [
    [0, 1] as const,
    ...points.map(({ share, ndcg }) => [share, (ndcg - before) / (after - before)] as const),
    [1, 0] as const,
  ]);
  // With few queries skipping may gain more than reranking all.
  const highest = Math.max(1.05, ...gains.flat().map(([, gain]) => gain));
  const y = (share: number) => frame.top + frame.height * (1 - share / highest);
  const parts: string[] = [];
  for (const percent of percents) {
    parts.push(`<path d="M${frame.left} ${round(y(percent))}h${frame.width}" stroke="#ddd"/>`);
    parts.push(text(frame.left - 8, y(percent) + 4, `${100 * percent} %`, 'text-anchor="end"'));
    parts.push(text(x(percent), frame.top + frame.height + 20, `${100 * percent} %`, 'text-anchor="middle"'));
  }
  parts.push(`<path d="M${x(0)} ${round(y(1))}L${x(1)} ${round(y(0))}" stroke="#888" stroke-dasharray="5 4"/>`);
  gaining.forEach((curve, i) => {
    const places = (gains[i] ?? []).map(([share, gain]) => [round(x(share)), round(y(gain))]);
    const colour = palette[i % palette.length];
    parts.push(`<polyline points="${places.join(" ")}" fill="none" stroke="${colour}" stroke-width="2"/>`);
    for (const [cx, cy] of places) parts.push(`<circle cx="${cx}" cy="${cy}" r="3" fill="${colour}"/>`);
    const row = frame.top + 14 + 22 * i;
    parts.push(`<rect x="${x(1) + 24}" y="${row - 11}" width="14" height="14" fill="${colour}"/>`);
    parts.push(text(x(1) + 44, row, titleOf(curve)));
  });
  const row = frame.top + 14 + 22 * gaining.length;
  parts.push(
    `<path d="M${x(1) + 24} ${row - 4}h14" stroke="#888" stroke-dasharray="5 4"/>`,
    text(x(1) + 44, row, "skipped at random"),
  );
  parts.push(text(frame.left, frame.top - 10, "share of the gain in nDCG@10 that is kept", 'font-weight="600"'));
  parts.push(text(x(0.5), frame.top + frame.height + 42, "queries skipped, the largest margins first", 'text-anchor="middle"'));
  return svg(740, frame.top + frame.height + 56, "Gain that is kept, by share of queries skipped", parts);
}
