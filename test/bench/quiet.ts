import { cpus } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

const sampleMs = 200;
const quietShare = 0.15;
// Of a whole run: a machine that is never quiet is measured as it is.
const patienceMs = 300_000;

let waitedMs = 0;

/**
 * Waits until nobody else uses the processor, within reason. To be called when nobody is being measured: contenders
 * that wait for their turn use none.
 */
export async function waitForQuiet(): Promise<void> {
  const startedAt = performance.now();
  while ((await busyShare()) > quietShare) {
    if (waitedMs + performance.now() - startedAt > patienceMs) {
      // Waited in vain once, it does not wait as long before every round.
      waitedMs = patienceMs;
      process.stderr.write("!");
      return;
    }
    await sleep(500);
  }
  waitedMs += performance.now() - startedAt - sampleMs;
}

async function busyShare(): Promise<number> {
  const before = ticks();
  await sleep(sampleMs);
  const after = ticks();
  return 1 - (after.idle - before.idle) / Math.max(1, after.total - before.total);
}

function ticks(): { idle: number; total: number } {
  const times = cpus().map((core) => core.times);
  const idle = times.reduce((sum, time) => sum + time.idle, 0);
  const total = times.reduce((sum, { user, nice, sys, idle, irq }) => sum + user + nice + sys + idle + irq, 0);
  return { idle, total };
}
