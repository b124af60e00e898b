import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { sum } from "./statistics.ts";

/** What was measured, written to disk after every case, so that a run that was interrupted goes on where it was. */
export interface Results {
  get<T>(key: string): T | undefined;
  /** How long all of them took to measure, in all runs that it took. */
  seconds(): number;
  /** What each commit was measured in: sections that were run again may be of a later one. */
  commits(): Map<string, string[]>;
  complete(): void;
  /** Whether there is something of everything. */
  readonly isComplete: boolean;
  /** Measures, unless that was done before the interruption. */
  once<T>(key: string, measure: () => Promise<T>): Promise<T>;
}

interface Stored {
  /** What has to be the same for results to belong together. */
  fingerprint: unknown;
  cases: Record<string, unknown>;
  /** How long each took to measure. */
  seconds: Record<string, number>;
  /** Which commit each was measured at. */
  commits: Record<string, string>;
  /** Whether everything was measured: the next run begins again. */
  complete: boolean;
}

/**
 * Opens the results of an interrupted run, or makes new ones.
 *
 * @param fingerprint of the machine
 * @param commit what is measured now
 * @param redo sections that are measured again although they are there; where there are none, a complete run is no interrupted one
 */
export function openResults(file: string, fingerprint: unknown, commit: string, redo: readonly string[]): Results {
  const stored: Stored = { fingerprint, cases: {}, seconds: {}, commits: {}, complete: false };
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Stored) : undefined;
  // An interrupted run goes on only where it was: half of one commit and half of another would be neither.
  const isOfThis = before !== undefined && Object.values(before.commits).every((measured) => measured === commit);
  const goesOn = redo.length > 0 || (before !== undefined && !before.complete && isOfThis);
  if (before && JSON.stringify(before.fingerprint) === JSON.stringify(fingerprint) && goesOn) {
    const kept = Object.entries(before.cases).filter(([key]) => !redo.includes(key.split("/")[0] as string));
    Object.assign(stored, before, { cases: Object.fromEntries(kept) });
  }
  const write = () => {
    mkdirSync(dirname(file), { recursive: true });
    // Under another name first: an interruption must not leave half a file.
    writeFileSync(`${file}.new`, JSON.stringify(stored, null, 1));
    renameSync(`${file}.new`, file);
  };
  return {
    get: <T>(key: string) => stored.cases[key] as T | undefined,
    seconds: () => sum(Object.values(stored.seconds)),
    commits() {
      const sections = new Map<string, string[]>();
      for (const [key, measured] of Object.entries(stored.commits)) {
        // No section, only when the page was written.
        if (key === "date") continue;
        const section = key.split("/")[0] as string;
        const others = sections.get(measured) ?? [];
        if (!others.includes(section)) sections.set(measured, [...others, section]);
      }
      return sections;
    },
    get isComplete() {
      return stored.complete;
    },
    complete() {
      stored.complete = true;
      write();
    },
    async once<T>(key: string, measure: () => Promise<T>) {
      if (!(key in stored.cases)) {
        process.stderr.write(`${key} `);
        const startedAt = performance.now();
        stored.cases[key] = await measure();
        stored.seconds[key] = (performance.now() - startedAt) / 1000;
        stored.commits[key] = commit;
        process.stderr.write(` ${stored.seconds[key].toFixed(0)} s\n`);
        write();
      }
      return stored.cases[key] as T;
    },
  };
}
