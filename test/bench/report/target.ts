import type { Results } from "../results.ts";

/** One line of the table: what was promised and what came out. */
export interface Row {
  what: string;
  target: string;
  measured: string;
  /** `undefined` where nothing was promised. */
  met: boolean | undefined;
}

/** Reads rows off the results; none for what was not measured. */
export type ReadRows = (results: Results) => Row[];

export function verdict(met: boolean | undefined): string {
  if (met === undefined) return "";
  return met ? "met" : "**missed**";
}
