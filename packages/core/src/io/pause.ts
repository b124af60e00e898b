import { onAbort } from "./on-abort.ts";

/** Waits; an abort ends the wait with the signal's own reason. (That of `node:timers/promises` has an error of its own.) */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop =
      signal &&
      onAbort(signal, () => {
        clearTimeout(timer);
        reject(signal.reason);
      });
    const timer = setTimeout(() => {
      stop?.();
      resolve();
    }, ms);
  });
}
