import type { TokeniseTimes } from "../sections/tokenise.ts";
import { median, medianRatio } from "../statistics.ts";
import { formatMs, formatRatio } from "./format.ts";
import type { ReadRows, Row } from "./target.ts";

const mostMs = 50;
// What the bar is for; abstracts are two to four times as long.
const passages = ["DL19 passages", "passages"];
const names = ["SciFact", "Cranfield", ...passages];

export const tokeniseRows: ReadRows = (results) =>
  names.flatMap((name) => rowsOf(results.get<TokeniseTimes>(`tokenise/${name}`)));

function rowsOf(found: TokeniseTimes | undefined): Row[] {
  if (!found) return [];
  const { name, documents, tokens, encode, call, cpu } = found;
  const what = `${documents} new documents of ${Math.round(tokens)} tokens (${name})`;
  const times = ({ own, package: other }: TokeniseTimes["call"]) =>
    `${formatRatio(medianRatio(other, own))} (${formatMs(median(own))} instead of ${formatMs(median(other))})`;
  const ratio = medianRatio(cpu.package, cpu.own);
  const needed = median(cpu.own);
  const isBar = passages.includes(name);
  return [
    {
      what: `${what}: tokenising faster than @huggingface/tokenizers, same ids`,
      target: "",
      measured: times(encode),
      met: undefined,
    },
    {
      what: `the same, whole call with the bundled model on one worker, same scores: processor time`,
      target: "at least 2x",
      measured: `${times(cpu)}; by the clock ${times(call)}`,
      met: ratio >= 2,
    },
    {
      what: `the same: what one core needs, tokenising included`,
      target: isBar ? `under ${mostMs} ms` : "",
      measured: formatMs(needed),
      met: isBar ? needed < mostMs : undefined,
    },
  ];
}
