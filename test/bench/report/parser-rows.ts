import type { Parser } from "../sections/parser.ts";
import { median } from "../statistics.ts";
import { formatMs } from "./format.ts";
import type { ReadRows } from "./target.ts";

const mostMs = 100;

/** The worst round counts: somebody who wants to be slow needs it only once. */
export const parserRows: ReadRows = (results) =>
  (results.get<Parser[]>("parser") ?? []).map(({ name, ms }) => {
    const worst = Math.max(...ms);
    return {
      what: `reading a model's answer: ${name}`,
      target: `under ${mostMs} ms`,
      measured: `${formatMs(worst)} at most (median ${formatMs(median(ms))})`,
      met: worst < mostMs,
    };
  });
