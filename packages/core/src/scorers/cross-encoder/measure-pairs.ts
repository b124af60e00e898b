import type { TokenMeasure } from "../../contract/index.ts";
import { type ChunkOptions, chunkTexts } from "../onnx/pool/chunk-texts.ts";
import type { PoolWork } from "../onnx/pool/pool-job.ts";
import type { PoolTurn, WorkerPool } from "../onnx/pool/worker-pool.ts";
import type { PairWorker } from "./score-pairs.ts";

/** Has the workers of a pool count the tokens of documents for a query, in the same turns as calls that score. */
export function measurePairs(
  pool: WorkerPool<PairWorker>,
  query: string,
  texts: readonly string[],
  turn: PoolTurn,
  options: ChunkOptions,
): Promise<TokenMeasure> {
  return pool.submit(createMeasureWork(query, texts, options), turn);
}

function createMeasureWork(query: string, texts: readonly string[], options: ChunkOptions): PoolWork<PairWorker, TokenMeasure> {
  const measure: TokenMeasure = { tokens: new Array(texts.length), room: 0 };
  return {
    // Also where there are no texts: a worker knows how much room the query leaves.
    chunks: texts.length === 0 ? [[]] : chunkTexts(query, texts, "longest", options),
    async run(worker, positions, context) {
      const chunk = positions.map((position) => texts[position] as string);
      const part = await worker.run({ type: "measure", query, texts: chunk }, context, (news) =>
        news.type === "measured" ? news : undefined,
      );
      part.tokens.forEach((tokens, i) => {
        measure.tokens[positions[i] as number] = tokens;
      });
      measure.room = part.room;
    },
    result: () => measure,
  };
}
