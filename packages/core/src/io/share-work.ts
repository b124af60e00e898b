import { onAbort } from "./on-abort.ts";

/** Work that is done once for everyone who asks for it. */
export interface SharedWork<T> {
  /** The work's outcome; an abort takes this caller's wish back and nobody else's. Waiting no longer is the caller's own affair. */
  join(signal?: AbortSignal): Promise<T>;
  /** The outcome of what is done or under way, if anything is. */
  readonly current: Promise<T> | undefined;
  /** Ends work that is under way. */
  cancel(reason: unknown): void;
}

interface Attempt<T> {
  outcome: Promise<T>;
  controller: AbortController;
  wishes: number;
  isDone: boolean;
}

/**
 * Shares work among its callers. Its signal aborts when all of them have aborted, with the reason of the last; one that stays, or that
 * has gone without an abort, keeps it going. What has failed or was ended is begun anew by the next caller.
 *
 * @param letGo what becomes of an outcome that came in spite of an abort
 */
export function shareWork<T>(work: (signal: AbortSignal) => Promise<T>, letGo: (outcome: T) => Promise<void>): SharedWork<T> {
  let attempt: Attempt<T> | undefined;

  function begin(): Attempt<T> {
    const controller = new AbortController();
    const { signal } = controller;
    const run = async () => {
      const outcome = await work(signal);
      if (signal.aborted) await letGo(outcome);
      signal.throwIfAborted();
      begun.isDone = true;
      return outcome;
    };
    const begun: Attempt<T> = { controller, wishes: 0, isDone: false, outcome: run() };
    begun.outcome.catch(() => forget(begun));
    return begun;
  }

  function forget(one: Attempt<T>): void {
    if (attempt === one) attempt = undefined;
  }

  return {
    join(signal) {
      attempt ??= begin();
      const joined = attempt;
      joined.wishes++;
      if (!signal) return joined.outcome;
      const stop = onAbort(signal, () => {
        joined.wishes--;
        if (joined.wishes > 0 || joined.isDone) return;
        // Whoever comes now must not be given what is about to end.
        forget(joined);
        joined.controller.abort(signal.reason);
      });
      return joined.outcome.finally(stop);
    },
    get current() {
      return attempt?.outcome;
    },
    cancel: (reason) => attempt?.controller.abort(reason),
  };
}
