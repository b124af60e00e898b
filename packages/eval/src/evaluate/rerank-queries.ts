import type { Reranker } from "secondpass";
import { withSignals } from "secondpass/adapter";
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
export function rerankQueries(
  reranker: Reranker,
  setup: Setup,
  { concurrency = 1, onProgress, checkpoint, signal }: RerankQueriesOptions,
): Promise<RerankedQuery[]> {
  const { queries } = setup;
  const stop = new AbortController();
  return withSignals([signal, stop.signal], async (either) => {
    const results: RerankedQuery[] = [];
    // One iterator for all lanes: whoever is free takes the next query.
    const waiting = queries.entries();
    let done = 0;

    async function lane(): Promise<void> {
      for (const [i, query] of waiting) {
        either?.throwIfAborted();
        let reranked = checkpoint?.find(query);
        if (!reranked) {
          reranked = await rerankQuery(reranker, setup, query, either);
          await checkpoint?.add(query, reranked);
        }
        results[i] = reranked;
        onProgress?.(++done, queries.length);
      }
    }

    const failures: unknown[] = [];
    const lanes = Array.from({ length: concurrency }, () =>
      lane().catch((reason) => {
        failures.push(reason);
        stop.abort(reason);
      }),
    );
    await Promise.all(lanes);
    if (failures.length > 0) throw failures[0];
    return results;
  });
}
