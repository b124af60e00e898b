/** Where progress is shown. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/**
 * Progress for someone who waits at a terminal; nothing where stderr is a file or a pipe.
 *
 * @param what is counted and has been done: `documents scored`
 */
export function showProgress(
  what: string,
  stream: ProgressStream = process.stderr,
): { onProgress?: (done: number, total: number) => void; end(): void } {
  if (!stream.isTTY) return { end() {} };
  return {
    onProgress: (done, total) => stream.write(`\r${done} of ${total} ${what}`),
    // Clears the line.
    end: () => stream.write("\r\x1b[K"),
  };
}
