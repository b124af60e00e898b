import type { ProgressStream } from "./show-download.ts";

export interface QueryProgress {
  onProgress?: (done: number, total: number) => void;
  /** Leaves nothing of the bar behind. */
  end(): void;
}

const barWidth = 24;
const framesPerSecond = 10;

/** A bar with the time that is left for queries, or what else is counted, for someone who waits at a terminal; nothing where stderr is a file or a pipe. */
export function showQueryProgress(
  stream: ProgressStream = process.stderr,
  now: () => number = () => performance.now(),
  what = "queries",
): QueryProgress {
  if (!stream.isTTY) return { end() {} };
  const startedAt = now();
  let drawnAt = Number.NEGATIVE_INFINITY;
  return {
    onProgress(done, total) {
      const at = now();
      if (at - drawnAt < 1000 / framesPerSecond && done < total) return;
      drawnAt = at;
      const bar = "█".repeat(Math.floor((done / total) * barWidth)).padEnd(barWidth, "░");
      const left = formatDuration(((at - startedAt) / done) * (total - done));
      stream.write(`\r\x1b[K${bar} ${done} of ${total} ${what}, ${left} left`);
    },
    end: () => void stream.write("\r\x1b[K"),
  };
}

/** `42 s`, `3 min 20 s` or `2 h 5 min`. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
