/** How late timers of this process ring: what a busy machine adds to every deadline. */
export interface TimerLag {
  /** Most milliseconds that a timer rang late between two moments of `performance.now()`. */
  mostBetween(from: number, until: number): number;
  stop(): void;
}

const everyMs = 2;

export function watchTimerLag(): TimerLag {
  const seen: { at: number; lagMs: number }[] = [];
  let expectedAt = performance.now() + everyMs;
  const timer = setInterval(() => {
    const at = performance.now();
    seen.push({ at, lagMs: at - expectedAt });
    expectedAt = at + everyMs;
  }, everyMs);
  return {
    // A timer that is late now has not rung yet.
    mostBetween: (from, until) =>
      Math.max(0, until - expectedAt, ...seen.filter(({ at }) => at >= from && at <= until).map(({ lagMs }) => lagMs)),
    stop: () => clearInterval(timer),
  };
}
