type Listener = () => void;

// One signal may stand behind hundreds of calls, such as a server's shutdown. Node warns of a leak at eleven listeners, so a
// signal gets a single one, and keeps a list.
const listenersOf = new WeakMap<AbortSignal, Set<Listener>>();

/**
 * Calls a listener when a signal aborts, at most once.
 *
 * @returns takes the listener off again; nothing is left on the signal when the last one is gone
 */
export function onAbort(signal: AbortSignal, listener: Listener): () => void {
  let listeners = listenersOf.get(signal);
  if (!listeners) {
    listeners = new Set();
    listenersOf.set(signal, listeners);
    signal.addEventListener("abort", callAll, { once: true });
  }
  listeners.add(listener);
  return () => {
    if (!listeners.delete(listener) || listeners.size > 0 || listenersOf.get(signal) !== listeners) return;
    listenersOf.delete(signal);
    signal.removeEventListener("abort", callAll);
  };
}

function callAll(this: AbortSignal): void {
  const listeners = listenersOf.get(this) ?? [];
  listenersOf.delete(this);
  for (const listener of listeners) listener();
}
