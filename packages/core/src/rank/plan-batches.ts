export interface BatchPlanOptions {
  /** Most tokens of one micro-batch, padding included; a longer text runs alone. Default: 256. */
  maxPaddedTokens?: number;
}

/**
 * Groups texts into micro-batches: sorted by length so that little is padded, and small, because a batch of more than about
 * 256 tokens falls out of the processor's cache and because a batch is what an abort has to wait for.
 *
 * @param lengths tokens of each text
 * @returns positions in `lengths`, longest texts first
 *
 * @example
 * import { planBatches } from "secondpass/rank";
 *
 * planBatches([100, 300, 90, 30], { maxPaddedTokens: 200 }); // => [[1], [0, 2], [3]]
 */
export function planBatches(lengths: readonly number[], options: BatchPlanOptions = {}): number[][] {
  const { maxPaddedTokens = 256 } = options;
  const byLength = lengths.map((_, position) => position).sort((a, b) => (lengths[b] as number) - (lengths[a] as number));
  const batches: number[][] = [];
  let batch: number[] = [];
  for (const position of byLength) {
    // Longest first: the first text of a batch sets its width.
    const width = lengths[batch[0] ?? position] as number;
    if (batch.length > 0 && width * (batch.length + 1) > maxPaddedTokens) {
      batches.push(batch);
      batch = [];
    }
    batch.push(position);
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
