export interface ChunkPlanOptions {
  /** Tokens that one chunk should have, roughly; a longer text is a chunk of its own. */
  targetTokens: number;
  /** Workers that share the chunks, at least 1. */
  workers: number;
  /** `longest` first, so that no long text is left for the end, or `given`, so that the first texts are done first. */
  order: "longest" | "given";
}

// A chunk travels as one message; more texts than this would make it a long one.
const mostTexts = 256;

/**
 * Divides texts into chunks that workers take one at a time, whoever is free. Chunks get smaller towards the end, so that the
 * workers finish together. (Polychronopoulos & Kuck, Guided Self-Scheduling, 1987.)
 *
 * @param lengths tokens of each text, estimated
 * @returns positions in `lengths`, in the order in which they should be handed out
 *
 * @example
 * planChunks([30, 30, 30, 30, 30, 30], { targetTokens: 90, workers: 1, order: "given" }); // => [[0, 1, 2], [3], [4], [5]]
 * planChunks([10, 90, 20], { targetTokens: 40, workers: 1, order: "longest" }); // => [[1], [2], [0]]
 */
export function planChunks(lengths: readonly number[], { targetTokens, workers, order }: ChunkPlanOptions): number[][] {
  const positions = lengths.map((_, position) => position);
  if (order === "longest") positions.sort((a, b) => (lengths[b] as number) - (lengths[a] as number));
  let remaining = lengths.reduce((sum, length) => sum + length, 0);
  const chunks: number[][] = [];
  let chunk: number[] = [];
  let room = 0;
  for (const position of positions) {
    const length = lengths[position] as number;
    if (chunk.length > 0 && (length > room || chunk.length === mostTexts)) {
      chunks.push(chunk);
      chunk = [];
    }
    if (chunk.length === 0) room = Math.max(targetTokens / 4, Math.min(targetTokens, remaining / (2 * workers)));
    chunk.push(position);
    room -= length;
    remaining -= length;
  }
  if (chunk.length > 0) chunks.push(chunk);
  return chunks;
}
