import type { Reranker } from "secondpass";
import { forEachInLanes } from "secondpass/adapter";
import type { Checkpoint } from "./checkpoint.ts";
import type { RunOptions } from "./evaluate-options.ts";
import { rerankQuery } from "./rerank-query.ts";
import type { RerankedQuery } from "./reranked-query.ts";
import type { Setup } from "./setup.ts";

interface RerankQueriesOptions extends Pick<RunOptions, "concurrency" | "onProgress"> {
  checkpoint?: Checkpoint;
  signal?: AbortSignal;
}

/** Reranks the candidates of all queries, several at a time; the first error ends the calls in flight and is thrown. */
export async function rerankQueries(
  reranker: Reranker,
  setup: Setup,
  { onProgress, checkpoint, ...lanes }: RerankQueriesOptions,
): Promise<RerankedQuery[]> {
  const { queries } = setup;
  const results: RerankedQuery[] = [];
  let done = 0;
  await forEachInLanes(queries.entries(), lanes, async ([i, query], signal) => {
    let reranked = checkpoint?.find(query);
    if (!reranked) {
      reranked = await rerankQuery(reranker, setup, query, signal);
      await checkpoint?.add(query, reranked);
    }
    results[i] = reranked;
    onProgress?.(++done, queries.length);
  });
  return results;
}
