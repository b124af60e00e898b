// The child's side of a conversation. Children are plain JavaScript: a compiler in their process would be measured with them.
import { readFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";

/** Answers messages `{ id, op, ...input }` with what the handler of that name returns. */
export function serve(handlers) {
  process.on("message", async ({ id, op, ...input }) => {
    try {
      const answer = op === "peak" ? { peakMb: peakMb() } : await handlers[op](input);
      process.send({ id, answer: answer ?? {} });
    } catch (error) {
      process.send({ id, error: `${error?.stack ?? error}` });
    }
  });
  process.on("disconnect", () => process.exit(0));
}

/** Milliseconds of an asynchronous function, with what it returned. */
export async function timed(run) {
  const startedAt = performance.now();
  const value = await run();
  return { ms: performance.now() - startedAt, value };
}

/** How late timers fire on the main thread while something runs. */
export async function stalled(run) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const { ms } = await timed(run);
  // A loop that was blocked to the end has not told yet.
  await new Promise((resolve) => setTimeout(resolve, 5));
  delay.disable();
  const toMs = (nanoseconds) => nanoseconds / 1e6;
  return { ms, p50Ms: toMs(delay.percentile(50)), p99Ms: toMs(delay.percentile(99)), maxMs: toMs(delay.max) };
}

/**
 * The most memory that this process ever held. Not `process.resourceUsage().maxRSS` where it can be helped: on Linux that starts
 * with the peak of the process that started this one.
 */
function peakMb() {
  try {
    const [, kilobytes] = readFileSync("/proc/self/status", "utf8").match(/VmHWM:\s+(\d+) kB/);
    return (Number(kilobytes) * 1024) / 1e6;
  } catch {
    return (process.resourceUsage().maxRSS * 1024) / 1e6;
  }
}
