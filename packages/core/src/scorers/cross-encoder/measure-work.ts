import type { TokenMeasure } from "../../contract/index.ts";
import { type ChunkOptions, chunkTexts } from "./chunk-texts.ts";
import type { PoolWork } from "./pool-job.ts";

/** Has workers count the tokens of the texts of a call. */
export function createMeasureWork(query: string, texts: readonly string[], options: ChunkOptions): PoolWork<TokenMeasure> {
  const measure: TokenMeasure = { tokens: new Array(texts.length), room: 0 };
  return {
    // Also where there are no texts: a worker knows how much room the query leaves.
    chunks: texts.length === 0 ? [[]] : chunkTexts(query, texts, "longest", options),
    async run(worker, positions, context) {
      const part = await worker.measure(
        query,
        positions.map((position) => texts[position] as string),
        context,
      );
      part.tokens.forEach((tokens, i) => {
        measure.tokens[positions[i] as number] = tokens;
      });
      measure.room = part.room;
    },
    result: () => measure,
  };
}
