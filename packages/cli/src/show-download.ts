import type { DownloadProgress } from "secondpass/models";
import { formatBytes } from "./format-bytes.ts";

/** Where progress is written: standard error, or what stands in for it. */
export interface ProgressStream {
  isTTY?: boolean;
  write(text: string): unknown;
}

export interface DownloadDisplay {
  onDownload(progress: DownloadProgress): void;
  /** Leaves nothing of a bar behind. */
  end(): void;
}

const barWidth = 24;
const framesPerSecond = 10;

/** A bar for someone who waits at a terminal; a line for each file where stderr is a file or a pipe. */
export function showDownload(stream: ProgressStream = process.stderr): DownloadDisplay {
  return stream.isTTY ? showBar(stream) : showLines(stream);
}

function showBar(stream: ProgressStream): DownloadDisplay {
  let drawnAt = Number.NEGATIVE_INFINITY;
  return {
    onDownload({ file, receivedBytes, totalBytes }) {
      const now = performance.now();
      if (now - drawnAt < 1000 / framesPerSecond && receivedBytes < totalBytes) return;
      drawnAt = now;
      const share = totalBytes === 0 ? 1 : receivedBytes / totalBytes;
      const bar = "█".repeat(Math.floor(share * barWidth)).padEnd(barWidth, "░");
      stream.write(`\r\x1b[K${bar} ${Math.floor(share * 100)} % of ${formatBytes(totalBytes)}, ${file}`);
    },
    end: () => void stream.write("\r\x1b[K"),
  };
}

function showLines(stream: ProgressStream): DownloadDisplay {
  let current: string | undefined;
  return {
    onDownload({ id, file, totalBytes }) {
      if (file === current) return;
      current = file;
      stream.write(`secondpass: fetching ${file} of ${id} (${formatBytes(totalBytes)} in all)\n`);
    },
    end() {},
  };
}
