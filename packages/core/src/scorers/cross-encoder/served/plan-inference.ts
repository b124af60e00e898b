import { planBatches } from "../../../rank/index.ts";

export interface InferencePlan {
  /** Most pairs of a request. */
  maxBatch: number;
  /** Most tokens of a request, padding included; 1 where padding looks like text. */
  maxPaddedTokens: number;
  /** Whether the first texts come first, as under a deadline. Default: longest first, so that little is padded. */
  inOrder?: boolean;
}

/**
 * Divides pairs into requests.
 *
 * @param lengths tokens of each pair
 * @returns positions in `lengths`
 *
 * @example
 * planInference([9, 3, 8, 2], { maxBatch: 2, maxPaddedTokens: 100 }); // => [[0, 2], [1, 3]]
 * planInference([9, 3, 8, 2], { maxBatch: 2, maxPaddedTokens: 100, inOrder: true }); // => [[0, 1], [2, 3]]
 */
export function planInference(lengths: readonly number[], { maxBatch, maxPaddedTokens, inOrder }: InferencePlan): number[][] {
  const positions = lengths.map((_, position) => position);
  const runs = inOrder ? divide(positions, maxBatch) : [positions];
  return runs.flatMap((run) => {
    const batches = planBatches(
      run.map((position) => lengths[position] as number),
      { maxPaddedTokens },
    );
    return batches.flatMap((batch) =>
      divide(
        batch.map((at) => run[at] as number),
        maxBatch,
      ),
    );
  });
}

function divide(positions: readonly number[], size: number): number[][] {
  return Array.from({ length: Math.ceil(positions.length / size) }, (_, part) => positions.slice(part * size, (part + 1) * size));
}
