import type { LateTimes, LateWay } from "../sections/late.ts";
import type { MaxSimTimes } from "../sections/maxsim.ts";
import { median, medianRatio } from "../statistics.ts";
import { formatMs, formatRatio } from "./format.ts";
import type { ReadRows, Row } from "./target.ts";

export const maxSimRows: ReadRows = (results) => {
  const times = results.get<MaxSimTimes>("maxsim");
  if (!times) return [];
  const { documents, plain } = times;
  return (["float32", "int8"] as const).map((kind) => {
    const ratio = medianRatio(plain, times[kind]);
    return {
      what: `MaxSim over ${documents} documents of 150 vectors, ${kind}: faster than loops over plain arrays`,
      target: "at least 1.5x",
      measured: `${formatRatio(ratio)} (${formatMs(median(times[kind]))})`,
      met: ratio >= 1.5,
    };
  });
};

const titles: Record<Exclude<LateWay, "cross-encoder">, string> = {
  computed: "late interaction, vectors computed for the call",
  float32: "late interaction, vectors from a store",
  int8: "late interaction, vectors of 8 bits from a store",
  "bi-encoder": "bi-encoder, vectors computed for the call",
};

export const lateRows: ReadRows = (results) => {
  const times = results.get<LateTimes>("late");
  if (!times) return [];
  const { documents, ms, bytes, vectors, agreement, stallP99Ms } = times;
  const kilobytes = (size: number) => `${Math.round(size / 1000)} kB`;
  const rows: Row[] = Object.entries(titles).map(([name, title]) => {
    const own = ms[name as LateWay];
    const agrees = agreement[name as LateWay];
    const note = agrees === undefined ? "" : `, agreement ${agrees.toFixed(4)}`;
    return {
      what: `${documents} documents, MiniLM-L-6, fp32, faster than a cross-encoder of that shape: ${title}`,
      target: "",
      measured: `${formatRatio(medianRatio(ms["cross-encoder"], own))} (${formatMs(median(own))}${note})`,
      met: undefined,
    };
  });
  return [
    ...rows,
    {
      what: `room for the vectors of a document, ${Math.round(vectors)} of 128 dimensions on average`,
      target: "",
      measured: `${kilobytes(bytes.float32)}, of 8 bits ${kilobytes(bytes.int8)}`,
      met: undefined,
    },
    {
      what: "event loop while stored vectors are compared, p99",
      target: "under 20 ms",
      measured: formatMs(stallP99Ms),
      met: stallP99Ms < 20,
    },
  ];
};
