import type { ScoreContext, Scores } from "../../contract/index.ts";
import { type ChunkOptions, chunkTexts } from "../onnx/pool/chunk-texts.ts";
import type { ModelWorker } from "../onnx/pool/model-worker.ts";
import { createScoreWork } from "../onnx/pool/score-work.ts";
import type { WorkerPool } from "../onnx/pool/worker-pool.ts";
import type { PairNews, PairWork } from "./pair-messages.ts";

/** A worker with a cross-encoder. */
export type PairWorker = ModelWorker<PairWork, PairNews>;

/** Has the workers of a pool score documents for a query. */
export async function scorePairs(
  pool: WorkerPool<PairWorker>,
  query: string,
  texts: readonly string[],
  context: Omit<ScoreContext, "documents">,
  options: ChunkOptions,
): Promise<Scores> {
  const work = createScoreWork<PairWorker>({
    chunks: chunkTexts(query, texts, context.deadlineAt === undefined ? "longest" : "given", options),
    ask: (worker, positions, task, hear) =>
      worker.run({ type: "score", query, texts: positions.map((position) => texts[position] as string) }, task, (news) =>
        news.type === "measured" ? undefined : hear(news),
      ),
    onScores: context.onScores,
  });
  const { queryTruncated, ...scores } = await pool.submit(work, context);
  if (!queryTruncated) return scores;
  const message = "the query alone nearly fills the model's window and was cut to half of it";
  return { ...scores, warnings: [{ code: "query_truncated", message }] };
}
