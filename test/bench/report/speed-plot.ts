import { type ContenderName, contenderNames } from "../contenders.ts";
import { type Precision, precisions } from "../model/shapes.ts";
import type { RaceResult } from "../race.ts";
import { median } from "../statistics.ts";
import { formatMemory, formatMs } from "./format.ts";
import { colours, round, svg, text } from "./svg.ts";

const left = 320;
const width = 800;
const widest = 330;
const rowHeight = 24;

/** Bars: everyone's time for the same documents, with memory. */
export function speedPlot(races: Partial<Record<Precision, RaceResult>>): string {
  const parts: string[] = [];
  const longest = Math.max(
    ...Object.values(races).flatMap(({ contenders }) => Object.values(contenders).map(({ ms }) => median(ms))),
  );
  let y = 30;
  for (const precision of precisions) {
    const race = races[precision];
    if (!race) continue;
    parts.push(text(16, y, `${race.documents} documents, MiniLM-L-6, ${precision}`, 'font-weight="600"'));
    y += 10;
    for (const [name, { ms, peakMb }] of Object.entries(race.contenders) as [ContenderName, { ms: number[]; peakMb: number }][]) {
      const length = (widest * median(ms)) / longest;
      const colour = colours[name];
      parts.push(text(left - 8, y + 16, contenderNames[name], 'text-anchor="end"'));
      parts.push(`<rect x="${left}" y="${y + 3}" width="${round(length)}" height="${rowHeight - 7}" fill="${colour}"/>`);
      parts.push(text(left + length + 6, y + 16, `${formatMs(median(ms))}, ${formatMemory(peakMb)}`));
      y += rowHeight;
    }
    y += 34;
  }
  return svg(width, y - 14, "Time and memory for the same documents; shorter is better", parts);
}
