import type { Results } from "../results.ts";
import { busyRows, ceilingRows, coldRows, concurrentRows, manyRows, stallRows, wasmRows } from "./behaviour-rows.ts";
import { markdownTable } from "./format.ts";
import { lateRows, maxSimRows } from "./late-rows.ts";
import { parserRows } from "./parser-rows.ts";
import { modelRows, sizeRows, speedRows } from "./race-rows.ts";
import { type Row, verdict } from "./target.ts";
import { tokeniseRows } from "./tokenise-rows.ts";

const readers = [
  speedRows,
  ceilingRows,
  sizeRows,
  modelRows,
  stallRows,
  busyRows,
  concurrentRows,
  manyRows,
  coldRows,
  wasmRows,
  tokeniseRows,
  maxSimRows,
  lateRows,
  parserRows,
];

/** Everything that was promised, with what was measured. */
export function rowsOf(results: Results): Row[] {
  return readers.flatMap((read) => read(results));
}

export function toTable(rows: readonly Row[]): string {
  const cells = rows.map(({ what, target, measured, met }) => [what, target, measured, verdict(met)]);
  return markdownTable(["", "target", "measured", ""], cells);
}
