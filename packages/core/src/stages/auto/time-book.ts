import type { Reranker } from "../../contract/index.ts";
import { addTime, cautious, faded, lineOf, type TimeLine } from "./time-fit.ts";
import { type ModelTimes, readTimes, timesFile, writeTimes } from "./time-store.ts";

/** What is known of how long one model takes here. */
export interface TimeBook {
  /** Whether it has been measured at all. */
  readonly isMeasured: boolean;
  /** Calls of it that are under way. */
  inFlight: number;
  /** What nine of ten calls take, with so many under way; `undefined` where nothing was measured. */
  estimate(calls: number): TimeLine | undefined;
  /** Another model was chosen because of this one's time. */
  passOver(): void;
  /**
   * By how much an estimate is to be believed, a factor of at most 1: a model that was passed over again and again is to seem faster
   * than it was, so that it is tried some day. Times change, and what is never called is never measured.
   */
  readonly optimism: number;
  add(calls: number, tokens: number, ms: number): void;
  /** The middle of what was measured alone, and of how many calls; for people. */
  measured(): (TimeLine & { calls: number }) | undefined;
  load(): Promise<void>;
  /** Writes what is new; rejects where that fails. */
  save(): Promise<void>;
}

// One try in so many calls, at half the time that is known, then at a quarter.
const patience = 32;
const leastOptimism = 1 / 8;

/** @param folder where times are kept; none keeps them in memory */
export function createTimeBook(reranker: Reranker, folder: string | undefined): TimeBook {
  let levels: ModelTimes = new Map();
  let passedOver = 0;
  let isNew = false;
  const file = folder === undefined ? undefined : timesFile(folder, reranker);

  return {
    inFlight: 0,
    get isMeasured() {
      return levels.size > 0;
    },
    get optimism() {
      return Math.max(leastOptimism, 0.5 ** Math.floor(passedOver / patience));
    },
    passOver() {
      passedOver++;
    },
    estimate(calls) {
      const level = levelOf(calls);
      const known = nearest([...levels.keys()], level);
      const fit = known === undefined ? undefined : levels.get(known);
      if (known === undefined || !fit) return undefined;
      const { fixedMs, msPerToken } = cautious(fit);
      // Who has never seen so many calls at once expects them to share what there is.
      const factor = 2 ** Math.max(0, level - known);
      return { fixedMs: factor * fixedMs, msPerToken: factor * msPerToken };
    },
    add(calls, tokens, ms) {
      const level = levelOf(calls);
      levels.set(level, addTime(levels.get(level), tokens, ms));
      passedOver = 0;
      isNew = true;
    },
    measured() {
      const fit = levels.get(nearest([...levels.keys()], 0) ?? 0);
      return fit && { ...lineOf(fit), calls: fit.calls };
    },
    async load() {
      if (file === undefined) return;
      const kept = await readTimes(file);
      levels = new Map([...kept].map(([level, fit]) => [level, faded(fit)]));
    },
    async save() {
      if (file === undefined || !isNew) return;
      isNew = false;
      await writeTimes(file, reranker, levels);
    },
  };
}

/** 0 alone, 1 for two and three calls, 2 for four to seven, and so on. */
function levelOf(calls: number): number {
  return Math.min(9, Math.floor(Math.log2(Math.max(1, calls))));
}

/** The highest level at or below this one, else the lowest above. */
function nearest(levels: readonly number[], level: number): number | undefined {
  const sorted = levels.toSorted((a, b) => a - b);
  return sorted.findLast((known) => known <= level) ?? sorted[0];
}
