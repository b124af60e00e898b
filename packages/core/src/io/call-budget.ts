import { onAbort } from "./on-abort.ts";

export interface CallBudgetOptions {
  /** Any of these ends the call with its own reason. */
  signals?: readonly (AbortSignal | undefined)[];
  /** Milliseconds until the call has to answer. Default: no limit. */
  deadlineMs?: number;
}

/** How long a call may go on: until its caller aborts, its deadline passes, something fails or it ends. */
export interface CallBudget {
  /** Aborts when the budget is spent, whatever spent it. Work in flight listens to this. */
  readonly signal: AbortSignal;
  /** When the deadline passes, on the clock of `performance.now()`; `Infinity` without one. */
  readonly deadlineAt: number;
  /** Whether it was the deadline that spent it. */
  readonly deadlinePassed: boolean;
  /** Settles as the work does, or rejects with the signal's reason, whichever comes first. */
  race<T>(work: Promise<T>): Promise<T>;
  /** Ends the call with an error from outside the work, such as one thrown by a callback. */
  fail(reason: unknown): void;
  /** Lets go of timers and listeners. */
  end(): void;
}

// A timer of Node's with more, 24.8 days, ends at once.
const longestTimeoutMs = 2 ** 31 - 1;

/** Starts the budget of one call. */
export function startCallBudget({ signals = [], deadlineMs }: CallBudgetOptions): CallBudget {
  const controller = new AbortController();
  let deadlinePassed = false;

  const stopListening = signals.flatMap((signal) => {
    if (!signal) return [];
    if (signal.aborted) controller.abort(signal.reason);
    return [onAbort(signal, () => controller.abort(signal.reason))];
  });
  const timer =
    deadlineMs === undefined
      ? undefined
      : setTimeout(
          () => {
            deadlinePassed = !controller.signal.aborted;
            controller.abort(new DOMException(`deadline of ${deadlineMs} ms passed`, "TimeoutError"));
          },
          Math.min(deadlineMs, longestTimeoutMs),
        );

  return {
    signal: controller.signal,
    deadlineAt: performance.now() + (deadlineMs ?? Number.POSITIVE_INFINITY),
    get deadlinePassed() {
      return deadlinePassed;
    },
    race: (work) => raceWithSignal(work, controller.signal),
    fail: (reason) => controller.abort(reason),
    end() {
      clearTimeout(timer);
      for (const stop of stopListening) stop();
    },
  };
}

function raceWithSignal<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    const stop = onAbort(signal, () => reject(signal.reason));
    work.then(resolve, reject).finally(stop);
  });
}
