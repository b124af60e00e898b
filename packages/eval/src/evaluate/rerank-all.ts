import type { Reranker } from "secondpass";
import { openCheckpoint } from "./checkpoint.ts";
import type { RunOptions } from "./evaluate-options.ts";
import { rerankQueries } from "./rerank-queries.ts";
import type { RerankedQuery } from "./reranked-query.ts";
import type { Setup } from "./setup.ts";

/** Reranks all that was set up, from a checkpoint on where one is named. */
export async function rerankAll(
  setup: Setup,
  reranker: Reranker,
  { checkpoint, concurrency, onProgress, signal }: RunOptions & { signal?: AbortSignal },
): Promise<RerankedQuery[]> {
  const opened = checkpoint === undefined ? undefined : await openCheckpoint(checkpoint, reranker, setup);
  return rerankQueries(reranker, setup, { concurrency, onProgress, signal, checkpoint: opened });
}
