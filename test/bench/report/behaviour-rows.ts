import { precisions } from "../model/shapes.ts";
import type { Busy } from "../sections/busy.ts";
import type { Ceiling } from "../sections/ceiling.ts";
import type { Cold } from "../sections/cold.ts";
import type { Concurrent } from "../sections/concurrent.ts";
import type { Many } from "../sections/many.ts";
import type { Stall } from "../sections/stall.ts";
import type { Wasm } from "../sections/wasm.ts";
import { median, medianRatio } from "../statistics.ts";
import { formatMemory, formatMs, formatPercent, formatRatio } from "./format.ts";
import type { ReadRows, Row } from "./target.ts";

export const ceilingRows: ReadRows = (results) => {
  const found = results.get<Ceiling>("ceiling");
  if (!found) return [];
  const { achieved, bare, gemm } = found;
  const share = medianRatio(achieved.both, gemm.both);
  const rates = `${median(achieved.both).toFixed(0)} of ${median(gemm.both).toFixed(0)} GFLOP/s; one core ${formatPercent(medianRatio(achieved.single, gemm.single))}`;
  const most = `${formatPercent(medianRatio(bare.both, gemm.both))}; one core ${formatPercent(medianRatio(bare.single, gemm.single))}`;
  const ofBare = `${formatPercent(medianRatio(achieved.both, bare.both))}; one core ${formatPercent(medianRatio(achieved.single, bare.single))}`;
  return [
    {
      what: "matrix products of a call, fp32, over what two cores can multiply",
      target: "at least 83 %",
      measured: `${formatPercent(share)} (${rates})`,
      met: share >= 0.83,
    },
    {
      what: "the same of the graph alone: two processes, tokens ready, nothing else",
      target: "",
      measured: most,
      met: undefined,
    },
    { what: "speed of secondpass over the graph alone", target: "", measured: ofBare, met: undefined },
  ];
};

const mostStallMs = 20;

export const stallRows: ReadRows = (results) =>
  precisions.flatMap((precision) => {
    const [idle, own, single] = results.get<Stall[]>(`stall/${precision}`) ?? [];
    if (!idle || !own) return [];
    const p99 = median(own.p99Ms);
    const others = [
      `idle ${formatMs(median(idle.p99Ms))}`,
      ...(single ? [`transformers.js one by one ${formatMs(median(single.p99Ms))}`] : []),
    ];
    const what = `event loop of the caller during a call, ${precision}: delay, 99th percentile`;
    return [
      { what, target: `under ${mostStallMs} ms`, measured: `${formatMs(p99)} (${others.join("; ")})`, met: p99 < mostStallMs },
    ];
  });

export const busyRows: ReadRows = (results) => {
  const found = results.get<Busy>("busy");
  if (!found) return [];
  const times = (when: keyof Busy, name: "secondpass" | "secondpass-1" | "transformers-single") =>
    found[when].flatMap(({ contenders }) => contenders[name]?.ms ?? []);
  const busy = times("busy", "secondpass");
  const [overBusy, overQuiet] = [times("busy", "secondpass-1"), times("quiet", "secondpass-1")].map((one) =>
    medianRatio(busy, one),
  );
  const own = medianRatio(busy, times("quiet", "secondpass"));
  const theirs = times("quiet", "transformers-single");
  const slowdowns = [
    `secondpass ${formatRatio(own)}`,
    ...(theirs.length > 0
      ? [`transformers.js one by one ${formatRatio(medianRatio(times("busy", "transformers-single"), theirs))}`]
      : []),
  ];
  return [
    {
      what: "one core taken by another program: 2 workers over the time of 1",
      target: "at most 1.1x",
      measured: `${formatRatio(overBusy as number)} (over 1 worker on a quiet machine: ${formatRatio(overQuiet as number)})`,
      met: (overBusy as number) <= 1.1,
    },
    { what: "slower than on a quiet machine", target: "", measured: slowdowns.join("; "), met: undefined },
  ];
};

export const concurrentRows: ReadRows = (results) => {
  const found = results.get<Concurrent>("concurrent");
  if (!found) return [];
  const { requests, documents, sequentialMs, concurrentMs, finishedMs, beside } = found;
  const ratio = medianRatio(concurrentMs, sequentialMs);
  const spread = median(finishedMs.map((times) => Math.min(...times) / Math.max(...times)));
  const rows: Row[] = [
    {
      what: `${requests} requests of ${documents} documents at once, over one after the other`,
      target: "at most 1.05x",
      measured: formatRatio(ratio),
      met: ratio <= 1.05,
    },
    {
      what: "first of them done, as a share of the last",
      target: "fair: at least 75 %",
      measured: formatPercent(spread),
      met: spread >= 0.75,
    },
  ];
  const [alone, while_, large] = (["aloneMs", "besideMs", "largeMs"] as const).map((key) =>
    median(beside.map((one) => one[key])),
  );
  const measured = `${formatMs(while_ as number)} (alone ${formatMs(alone as number)}; the large one ${formatMs(large as number)})`;
  rows.push({ what: "3 documents beside a large request", target: "", measured, met: undefined });
  return rows;
};

// A heap breathes; what grows with the number of requests would be beyond this.
const mostGrowth = 1.05;

export const manyRows: ReadRows = (results) => {
  const found = results.get<Many>("many");
  if (!found) return [];
  const { requests, rssMb, ms } = found;
  const half = requests / 2;
  const [start, warm, end] = [rssMb[0], rssMb[rssMb.length >> 1], rssMb.at(-1)] as [number, number, number];
  const count = half.toLocaleString("en");
  const measured = `${formatMemory(start)} at first, ${formatMemory(warm)} after ${count}, ${formatMemory(end)} after ${count} more`;
  const what = `${count} requests in a row, bundled model, after as many to warm up: memory over that before them`;
  return [
    {
      what,
      target: `at most ${mostGrowth}x`,
      measured: `${formatRatio(end / warm)} (${measured})`,
      met: end / warm <= mostGrowth,
    },
    { what: "each of these requests, of 3 short documents", target: "", measured: formatMs(ms / requests), met: undefined },
  ];
};

export const coldRows: ReadRows = (results) =>
  Object.entries(results.get<Cold>("cold") ?? {}).map(([name, ms]) => ({
    what: `start of a process to its first ranking: ${name}`,
    target: "",
    measured: formatMs(median(ms)),
    met: undefined,
  }));

export const wasmRows: ReadRows = (results) => {
  const found = results.get<Wasm>("wasm");
  if (!found) return [];
  const times = `${formatMs(median(found.wasm))} and ${formatMs(median(found.native))}`;
  return [
    {
      what: "100 documents with the bundled model on one worker: WebAssembly over native",
      target: "",
      measured: `${formatRatio(medianRatio(found.wasm, found.native))} (${times})`,
      met: undefined,
    },
  ];
};
