/**
 * Counts candidates as their scores come in and tells the caller, at most once per news and never twice the same.
 *
 * @param positions for each candidate the position of its text among those scored
 * @returns to be called with the positions that were just scored
 */
export function createProgress(
  positions: readonly number[],
  onProgress: ((done: number, total: number) => void) | undefined,
): (scored: readonly number[]) => void {
  if (!onProgress) return () => {};
  const candidatesOf = new Map<number, number>();
  for (const position of positions) candidatesOf.set(position, (candidatesOf.get(position) ?? 0) + 1);
  let done = 0;
  return (scored) => {
    const before = done;
    for (const position of scored) {
      done += candidatesOf.get(position) ?? 0;
      candidatesOf.delete(position);
    }
    if (done > before) onProgress(done, positions.length);
  };
}
