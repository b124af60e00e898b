import { setTimeout as sleep } from "node:timers/promises";
import { RerankError } from "secondpass";
import type { PairWorker } from "../../../../../packages/core/src/scorers/cross-encoder/score-pairs.ts";

/** A worker that writes down what it is given: the pool is what is tested, not what stands at its edge. */
export interface StandInWorker extends PairWorker {
  /** The query and texts of every task, in the order in which they came. */
  readonly log: { query: string; texts: readonly string[] }[];
  /** The queries of the tasks, in the order in which they were run. */
  readonly ran: string[];
  closed: boolean;
  /** From now on, every task kills it. */
  crash(): void;
}

/** Scores a text by its length, one task after the other, the highest priority first. */
export function standInWorker(taskMs = 2): StandInWorker {
  let failed: RerankError | undefined;
  let crashing = false;
  let busy = false;
  const waiting: { priority: number; start: () => void }[] = [];

  function next(): void {
    waiting.sort((a, b) => b.priority - a.priority);
    const task = waiting.shift();
    busy = task !== undefined;
    task?.start();
  }

  const worker: StandInWorker = {
    info: { maxTokens: 512, warnings: [] },
    log: [],
    ran: [],
    closed: false,
    get failed() {
      return failed;
    },
    crash() {
      crashing = true;
    },
    async run({ type, query, texts }, { signal, priority }, read) {
      worker.log.push({ query, texts });
      const turn = new Promise<void>((start) => waiting.push({ priority, start }));
      if (!busy) next();
      await turn;
      try {
        worker.ran.push(query);
        await sleep(taskMs);
        signal.throwIfAborted();
        if (crashing) failed = new RerankError("worker_failed", "it stopped", { retryable: true });
        if (failed) throw failed;
        if (type === "measure")
          return hear(read({ type: "measured", tokens: texts.map((text) => text.length), room: 100 - query.length }));
        read({ type: "scores", positions: texts.map((_, i) => i), scores: texts.map((text) => text.length) });
        return hear(read({ type: "done", truncated: [], queryTruncated: false, inputTokens: texts.length }));
      } finally {
        // The pool hears of the end first, and may have more.
        setImmediate(next);
      }
    },
    async close() {
      worker.closed = true;
    },
  };
  return worker;
}

/** What whoever asked made of the end. */
function hear<Result>(result: Result | undefined): Result {
  if (result === undefined) throw new Error("nobody wants to hear the end");
  return result;
}
