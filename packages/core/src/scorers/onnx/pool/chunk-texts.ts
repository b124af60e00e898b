import { type ChunkPlanOptions, planChunks } from "../../../rank/index.ts";

export interface ChunkOptions {
  /** Workers that share the chunks. */
  workers: number;
  /** Tokens that a worker is handed at a time, roughly. */
  chunkTokens: number;
}

// Good enough to balance workers: English has about four characters to a token. Where it is wrong, chunks are uneven, no more.
const charactersPerToken = 4;

/** Divides the texts of a call into chunks for workers, by their length. */
export function chunkTexts(
  query: string,
  texts: readonly string[],
  order: ChunkPlanOptions["order"],
  { workers, chunkTokens }: ChunkOptions,
): number[][] {
  const lengths = texts.map((text) => (query.length + text.length) / charactersPerToken);
  return planChunks(lengths, { targetTokens: chunkTokens, workers, order });
}
