/** Progress for someone who waits at a terminal; nothing where stderr is a file or a pipe. */
export function showProgress(): { onProgress?: (done: number, total: number) => void; end(): void } {
  if (!process.stderr.isTTY) return { end() {} };
  return {
    onProgress: (done, total) => process.stderr.write(`\r${done} of ${total} documents scored`),
    // Clears the line.
    end: () => process.stderr.write("\r\x1b[K"),
  };
}
