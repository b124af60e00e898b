/**
 * Keeps a process from ending while a worker is inside native code, which would abort it (SIGABRT, exit code 134). The
 * worker says when it enters and leaves; whoever wants to end it says stop and waits until it is out.
 */
const busyAt = 0;
const stopAt = 1;

// A native call takes as long as one micro-batch, or as loading a model. A process must end all the same if one hangs.
const patienceMs = 10_000;

/** Memory shared by a worker and the thread that started it. */
export type ExitGuard = Int32Array<SharedArrayBuffer>;

const guarded = new Set<ExitGuard>();

/** Makes a guard that holds up the end of the process until it is released. */
export function createExitGuard(): ExitGuard {
  const guard = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  if (guarded.size === 0) process.on("exit", stopAll);
  guarded.add(guard);
  return guard;
}

/** To be called when the worker is gone. */
export function releaseExitGuard(guard: ExitGuard): void {
  guarded.delete(guard);
  if (guarded.size === 0) process.off("exit", stopAll);
}

/** Tells the worker not to enter native code again. */
export function requestStop(guard: ExitGuard): void {
  Atomics.store(guard, stopAt, 1);
}

/** In the worker: runs native code unless told to stop; `undefined` then. */
export async function enterNative<T>(guard: ExitGuard, native: () => Promise<T>): Promise<T | undefined> {
  // First busy, then the check: whoever sets stop and then sees busy 0 can be sure that no call follows.
  Atomics.store(guard, busyAt, 1);
  try {
    return Atomics.load(guard, stopAt) === 1 ? undefined : await native();
  } finally {
    Atomics.store(guard, busyAt, 0);
    Atomics.notify(guard, busyAt);
  }
}

// Runs on process.exit, on an uncaught error and at the natural end; nothing asynchronous happens after it.
function stopAll(): void {
  for (const guard of guarded) requestStop(guard);
  for (const guard of guarded) Atomics.wait(guard, busyAt, 1, patienceMs);
}
