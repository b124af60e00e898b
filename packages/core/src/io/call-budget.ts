export interface CallBudgetOptions {
  /** Any of these ends the call with its own reason. */
  signals: readonly (AbortSignal | undefined)[];
  /** Milliseconds until the call has to answer. Default: no limit. */
  deadlineMs?: number;
}

/** How long a call may go on: until its caller aborts, its reranker is disposed, its deadline passes or it ends. */
export interface CallBudget {
  /** Aborts when the budget is spent, whatever spent it. Work in flight listens to this. */
  readonly signal: AbortSignal;
  /** Whether it was the deadline that spent it. */
  readonly deadlinePassed: boolean;
  /** Settles as the work does, or rejects with the signal's reason, whichever comes first. */
  race<T>(work: Promise<T>): Promise<T>;
  /** Ends the call with an error from outside the work, such as one thrown by a callback. */
  fail(reason: unknown): void;
  /** Lets go of timers and listeners. */
  end(): void;
}

/** Starts the budget of one call. */
export function startCallBudget({ signals, deadlineMs }: CallBudgetOptions): CallBudget {
  const controller = new AbortController();
  const given = signals.filter((signal) => signal !== undefined);
  let deadlinePassed = false;

  const onAbort = () => controller.abort(given.find((signal) => signal.aborted)?.reason);
  for (const signal of given) signal.addEventListener("abort", onAbort, { once: true });
  if (given.some((signal) => signal.aborted)) onAbort();

  const timer =
    deadlineMs === undefined
      ? undefined
      : setTimeout(() => {
          deadlinePassed = !controller.signal.aborted;
          controller.abort(new DOMException(`deadline of ${deadlineMs} ms passed`, "TimeoutError"));
        }, deadlineMs);

  return {
    signal: controller.signal,
    get deadlinePassed() {
      return deadlinePassed;
    },
    race: (work) => raceWithSignal(work, controller.signal),
    fail: (reason) => controller.abort(reason),
    end() {
      clearTimeout(timer);
      for (const signal of given) signal.removeEventListener("abort", onAbort);
    },
  };
}

function raceWithSignal<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
