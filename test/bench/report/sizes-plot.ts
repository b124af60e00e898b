import { type ContenderName, contenderNames } from "../contenders.ts";
import { type Precision, precisions } from "../model/shapes.ts";
import type { RaceResult } from "../race.ts";
import { median } from "../statistics.ts";
import { formatMs } from "./format.ts";
import { colours, round, svg, text } from "./svg.ts";

const panel = { width: 300, height: 260, top: 46, gap: 90, left: 70 };

/** Lines on two logarithmic axes, a panel for each precision: a straight one that rises as fast as the documents is linear. */
export function sizesPlot(all: Partial<Record<Precision, RaceResult[]>>): string {
  const races = Object.values(all).flat();
  const counts = [...new Set(races.map(({ documents }) => documents))];
  const times = races.flatMap(({ contenders }) => Object.values(contenders).map(({ ms }) => median(ms)));
  const names = [...new Set(races.flatMap(({ contenders }) => Object.keys(contenders) as ContenderName[]))];
  const decades = [1, 10, 100, 1e3, 1e4, 1e5, 1e6].filter((ms) => ms * 10 > Math.min(...times) && ms / 10 < Math.max(...times));
  const scale = (from: number, to: number, length: number) => (value: number) =>
    (length * Math.log(value / from)) / Math.log(to / from);
  const across = scale(Math.min(...counts), Math.max(...counts), panel.width);
  const up = scale(Math.min(...decades), Math.max(...decades), panel.height);
  const parts: string[] = [];
  precisions.forEach((precision, index) => {
    const left = panel.left + index * (panel.width + panel.gap);
    const bottom = panel.top + panel.height;
    const y = (ms: number) => bottom - up(ms);
    parts.push(text(left, panel.top - 18, `MiniLM-L-6, ${precision}: time by documents`, 'font-weight="600"'));
    for (const ms of decades) {
      parts.push(`<path d="M${left} ${round(y(ms))}h${panel.width}" stroke="#ddd"/>`);
      parts.push(text(left - 8, y(ms) + 4, formatMs(ms).replace(/\.0+/, ""), 'text-anchor="end"'));
    }
    for (const count of counts) parts.push(text(left + across(count), bottom + 20, `${count}`, 'text-anchor="middle"'));
    for (const name of names) {
      const points = (all[precision] ?? []).flatMap(({ documents, contenders }) => {
        const found = contenders[name];
        return found ? [[round(left + across(documents)), round(y(median(found.ms)))]] : [];
      });
      const colour = colours[name];
      parts.push(`<polyline points="${points.join(" ")}" fill="none" stroke="${colour}" stroke-width="2"/>`);
      for (const [cx, cy] of points) parts.push(`<circle cx="${cx}" cy="${cy}" r="3.5" fill="${colour}"/>`);
    }
  });
  names.forEach((name, index) => {
    const x = panel.left + index * 250;
    const y = panel.top + panel.height + 50;
    parts.push(
      `<rect x="${x}" y="${y - 11}" width="14" height="14" fill="${colours[name]}"/>`,
      text(x + 20, y, contenderNames[name]),
    );
  });
  const width = panel.left + 2 * panel.width + panel.gap + 40;
  return svg(
    Math.max(width, panel.left + names.length * 250 + 20),
    panel.top + panel.height + 70,
    "Time by number of documents",
    parts,
  );
}
