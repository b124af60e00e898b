import { withSignals } from "./with-signals.ts";

/**
 * Waits for something that cannot be stopped, but no longer than until the signal aborts.
 *
 * @param letGo what becomes of it when it comes after all and nobody waits for it any more
 * @throws the signal's reason
 */
export async function unlessAborted<T>(
  coming: Promise<T>,
  signal: AbortSignal | undefined,
  letGo: (late: T) => Promise<void>,
): Promise<T> {
  try {
    return await withSignals([signal], () => coming);
  } catch (error) {
    // Whether it comes or fails, nobody is there to be told.
    coming.then(letGo).catch(() => undefined);
    throw error;
  }
}
