import { isRerankError, type RerankError, type Warning } from "secondpass";
import { isNeverMasked, withSignals } from "secondpass/adapter";

export interface TryArmOptions {
  /** The call's own: when it aborts, that is no failure of an arm. */
  signal: AbortSignal;
  onArmError: "warn" | "throw";
  armTimeoutMs: number | undefined;
}

// A timer of Node's with more, 24.8 days, ends at once.
const longestTimeoutMs = 2 ** 31 - 1;

/** What came of one of several things that a call can do without. */
export type Tried<T> = { value: T } | { error: unknown };

/**
 * Does what a call can do without, within its time. An abort of the call is thrown, and so are errors of keys and configuration, which stay until
 * someone mends them.
 */
export async function tryArm<T>(
  work: (signal: AbortSignal) => T | Promise<T>,
  { signal, onArmError, armTimeoutMs }: TryArmOptions,
): Promise<Tried<T>> {
  const timeout = armTimeoutMs === undefined ? undefined : AbortSignal.timeout(Math.min(armTimeoutMs, longestTimeoutMs));
  try {
    return { value: await withSignals([signal, timeout], async (either) => work(either)) };
  } catch (error) {
    signal.throwIfAborted();
    if (onArmError === "throw" || (isRerankError(error) && isNeverMasked(error as RerankError))) throw error;
    return { error };
  }
}

/** The warning for the receipt. */
export function armWarning(code: Warning["code"], what: string, error: unknown): Warning {
  return { code, message: `${what} failed: ${messageOf(error)}` };
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
