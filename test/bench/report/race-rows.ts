import type { ContenderName } from "../contenders.ts";
import { precisions } from "../model/shapes.ts";
import type { RaceResult } from "../race.ts";
import { median, medianRatio } from "../statistics.ts";
import { formatMemory, formatRatio } from "./format.ts";
import type { ReadRows, Row } from "./target.ts";

const own = "secondpass";

/** How many times faster secondpass is, median of the rounds. */
export function speedup({ contenders }: RaceResult, other: ContenderName): number | undefined {
  const [mine, theirs] = [contenders[own], contenders[other]];
  return mine && theirs && medianRatio(theirs.ms, mine.ms);
}

export const speedRows: ReadRows = (results) => {
  const rows: Row[] = [];
  const targets = { fp32: { padded: 5.5, memoryMb: 600 }, int8: { padded: 6.5, memoryMb: 350 } };
  const add = (what: string, ratio: number | undefined, least: number | undefined) => {
    if (ratio === undefined) return;
    const target = least === undefined ? "" : `at least ${least}x`;
    rows.push({ what, target, measured: formatRatio(ratio), met: least === undefined ? undefined : ratio >= least });
  };
  for (const precision of precisions) {
    const race = results.get<RaceResult>(`speed/${precision}`);
    if (!race) continue;
    const title = (text: string) => `${race.documents} documents, ${precision}: ${text}`;
    add(title("faster than transformers.js, one padded batch"), speedup(race, "transformers-padded"), targets[precision].padded);
    add(title("faster than @xenova/transformers, one padded batch"), speedup(race, "xenova-padded"), undefined);
    add(title("faster than transformers.js, batches of 8"), speedup(race, "transformers-8"), undefined);
    add(title("faster than transformers.js, one by one"), speedup(race, "transformers-single"), 1);
    add(title("2 workers faster than 1"), speedup(race, "secondpass-1"), 1.9);
    const { memoryMb } = targets[precision];
    const [mine, padded] = [race.contenders[own], race.contenders["transformers-padded"]];
    if (!mine) continue;
    const measured = `${formatMemory(mine.peakMb)}${padded ? ` (one padded batch: ${formatMemory(padded.peakMb)})` : ""}`;
    rows.push({
      what: title("most memory of the process"),
      target: `under ${formatMemory(memoryMb)}`,
      measured,
      met: mine.peakMb < memoryMb,
    });
  }
  return rows;
};

export const sizeRows: ReadRows = (results) =>
  precisions.flatMap((precision) => {
    const races = results.get<RaceResult[]>(`sizes/${precision}`) ?? [];
    return [...slowestRow(races, precision), ...linearRow(races, precision)];
  });

function slowestRow(races: readonly RaceResult[], precision: string): Row[] {
  const ratios = races.flatMap((race) => {
    const ratio = speedup(race, "transformers-single");
    return ratio === undefined ? [] : [{ ratio, documents: race.documents }];
  });
  const [worst] = ratios.sort((a, b) => a.ratio - b.ratio);
  if (!worst) return [];
  const counts = races.map(({ documents }) => documents);
  const what = `${Math.min(...counts)} to ${Math.max(...counts)} documents, ${precision}: faster than one by one, at the worst size`;
  return [
    {
      what,
      target: "at least 1x",
      measured: `${formatRatio(worst.ratio)} (${worst.documents} documents)`,
      met: worst.ratio >= 1,
    },
  ];
}

// Further apart than this is no straight line; closer is noise.
const mostBend = 1.1;

/** Time for a token with many documents over that with the usual number. */
function linearRow(races: readonly RaceResult[], precision: string): Row[] {
  const perToken = (race: RaceResult | undefined) => {
    const mine = race?.contenders[own];
    return race && mine && median(mine.ms) / race.tokens;
  };
  const [usual, most] = [races.find(({ documents }) => documents === 100), races.at(-1)];
  const [before, after] = [perToken(usual), perToken(most)];
  if (!usual || !most || before === undefined || after === undefined || usual === most) return [];
  const what = `time for a token with ${most.documents} documents, over that with ${usual.documents}, ${precision}`;
  return [
    { what, target: `linear: within ${mostBend}x`, measured: formatRatio(after / before), met: after / before <= mostBend },
  ];
}

const titles = { tinybert: "TinyBERT-L-2", bundled: "bundled model", "bge-base": "bge-base" } as const;

export const modelRows: ReadRows = (results) =>
  Object.entries(titles).flatMap(([model, title]) =>
    precisions.flatMap((precision) => {
      const race = results.get<RaceResult>(`models/${model}/${precision}`);
      if (!race) return [];
      const row = (text: string, other: ContenderName, least: number | undefined): Row[] => {
        const ratio = speedup(race, other);
        if (ratio === undefined) return [];
        const kind = model === "bundled" ? "" : `, ${precision}`;
        const what = `${title}, ${race.documents} documents${kind}: ${text}`;
        const target = least === undefined ? "" : `at least ${least}x`;
        return [{ what, target, measured: formatRatio(ratio), met: least === undefined ? undefined : ratio >= least }];
      };
      return [
        ...row("faster than one padded batch", "transformers-padded", undefined),
        ...row("faster than one by one", "transformers-single", 1),
        ...row("2 workers faster than 1", "secondpass-1", undefined),
      ];
    }),
  );
