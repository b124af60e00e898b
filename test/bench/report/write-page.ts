import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { contenderNames } from "../contenders.ts";
import type { Machine } from "../machine.ts";
import { type Precision, precisions } from "../model/shapes.ts";
import { root } from "../paths.ts";
import type { RaceResult } from "../race.ts";
import type { Results } from "../results.ts";
import { median, medianRatio } from "../statistics.ts";
import { formatMemory, formatMs, formatRatio, markdownTable } from "./format.ts";
import { introduction, notes } from "./page-text.ts";
import { sizesPlot } from "./sizes-plot.ts";
import { speedPlot } from "./speed-plot.ts";
import { rowsOf, toTable } from "./targets.ts";

/** Writes docs/performance.md and its images; every figure in them comes from the results. */
export function writePage(machine: Machine, results: Results): void {
  const docs = join(root, "docs");
  mkdirSync(join(docs, "images"), { recursive: true });
  const by = <T>(section: string) =>
    Object.fromEntries(precisions.map((precision) => [precision, results.get(`${section}/${precision}`)])) as Record<
      Precision,
      T
    >;
  writeFileSync(join(docs, "images/speed.svg"), speedPlot(by<RaceResult>("speed")));
  writeFileSync(join(docs, "images/sizes.svg"), sizesPlot(by<RaceResult[]>("sizes")));
  const page = [
    introduction(machine, results),
    "## Promised and measured\n",
    toTable(rowsOf(results)),
    "## Time and memory\n",
    "![Time and memory for the same documents](images/speed.svg)\n",
    speedTable(by<RaceResult>("speed")),
    "## From few documents to many\n",
    "![Time by number of documents](images/sizes.svg)\n",
    sizesTable(by<RaceResult[]>("sizes")),
    notes,
  ];
  writeFileSync(join(docs, "performance.md"), page.join("\n"));
  process.stderr.write("wrote docs/performance.md\n");
}

function speedTable(races: Record<Precision, RaceResult>): string {
  const rows = precisions.flatMap((precision) =>
    Object.entries(races[precision].contenders).map(([name, { ms, peakMb, agreement }]) => {
      const own = races[precision].contenders.secondpass?.ms ?? ms;
      const range = `${formatMs(median(ms))} (${formatMs(Math.min(...ms))} – ${formatMs(Math.max(...ms))})`;
      const title = contenderNames[name as keyof typeof contenderNames];
      return [precision, title, formatRatio(medianRatio(ms, own)), range, formatMemory(peakMb), agreement.toFixed(4)];
    }),
  );
  return markdownTable(["", "", "time over secondpass", "median (least – most)", "most memory", "agreement"], rows);
}

function sizesTable(all: Record<Precision, RaceResult[]>): string {
  const rows = precisions.flatMap((precision) =>
    all[precision].map(({ documents, tokens, contenders }) => {
      const own = contenders.secondpass?.ms ?? [];
      const over = (ms: readonly number[] | undefined) => (ms ? formatRatio(medianRatio(ms, own)) : "");
      const cells = [over(contenders["transformers-single"]?.ms), over(contenders["transformers-padded"]?.ms)];
      const perToken = `${((1000 * median(own)) / tokens).toFixed(1)} µs`;
      return [precision, `${documents}`, `${Math.round(tokens)}`, ...cells, formatMs(median(own)), perToken];
    }),
  );
  const head = ["", "documents", "tokens", "one by one over secondpass", "padded over secondpass", "secondpass", "for a token"];
  return markdownTable(head, rows);
}
