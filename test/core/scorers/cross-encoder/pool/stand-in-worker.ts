import { setTimeout as sleep } from "node:timers/promises";
import { RerankError } from "secondpass";
import type { ModelWorker } from "../../../../../packages/core/src/scorers/cross-encoder/model-worker.ts";

/** A worker that writes down what it is given: the pool is what is tested, not what stands at its edge. */
export interface StandInWorker extends ModelWorker {
  /** The query and texts of every task, in the order in which they came. */
  readonly log: { query: string; texts: readonly string[] }[];
  closed: boolean;
  /** From now on, every task kills it. */
  crash(): void;
}

/** Scores a text by its length, one task after the other. */
export function standInWorker(taskMs = 2): StandInWorker {
  let failed: RerankError | undefined;
  let crashing = false;
  let last: Promise<unknown> = Promise.resolve();
  const worker: StandInWorker = {
    info: { maxTokens: 512, warnings: [] },
    log: [],
    closed: false,
    get failed() {
      return failed;
    },
    crash() {
      crashing = true;
    },
    score(query, texts, { signal, onScores }) {
      worker.log.push({ query, texts });
      const task = last.then(async () => {
        await sleep(taskMs);
        signal.throwIfAborted();
        if (crashing) failed = new RerankError("worker_failed", "it stopped", { retryable: true });
        if (failed) throw failed;
        const scores = texts.map((text) => text.length);
        onScores(
          texts.map((_, i) => i),
          scores,
        );
        return { scores, usage: { inputTokens: texts.length } };
      });
      last = task.catch(() => {});
      return task;
    },
    async close() {
      worker.closed = true;
    },
  };
  return worker;
}
