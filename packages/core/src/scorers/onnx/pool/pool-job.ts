import type { ScoreContext } from "../../../contract/index.ts";
import type { ModelWorker, TaskContext } from "./model-worker.ts";

/** One call, divided into chunks that workers take. */
export interface PoolJob<W extends ModelWorker = ModelWorker, Result = unknown> {
  readonly priority: number;
  /** Whether there are chunks that no worker has taken yet. */
  readonly hasChunks: boolean;
  /** Settles when all chunks are done, or rejects with the first failure. */
  readonly done: Promise<Result>;
  /** Has the worker do the next chunk; settles when it is done with it, whatever came of it. */
  runChunk(worker: W): Promise<void>;
  /** Ends the job; what workers have of it is cancelled. */
  fail(reason: unknown): void;
}

/** What is to be done with the texts of a call. */
export interface PoolWork<W extends ModelWorker, Result> {
  /** Positions of the texts of each chunk, at least one chunk, in the order in which they are handed out. */
  readonly chunks: readonly (readonly number[])[];
  /** Has a worker do one chunk and keeps what comes of it. */
  run(worker: W, positions: readonly number[], context: TaskContext): Promise<void>;
  /** What has come of all chunks. */
  result(): Result;
}

let calls = 0;

export function createPoolJob<W extends ModelWorker, Result>(
  { chunks, run, result }: PoolWork<W, Result>,
  { signal, priority }: Pick<ScoreContext, "signal" | "priority">,
): PoolJob<W, Result> {
  const call = calls++;
  let next = 0;
  let finished = 0;

  // Ends the chunks that workers hold: by the caller's signal, or because another chunk failed.
  const controller = new AbortController();
  let resolve: (result: Result) => void;
  let reject: (reason: unknown) => void;
  const done = new Promise<Result>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });

  function fail(reason: unknown): void {
    next = chunks.length;
    reject(reason);
    controller.abort(reason);
  }
  if (signal.aborted) fail(signal.reason);

  async function runChunk(worker: W): Promise<void> {
    const positions = chunks[next++];
    if (!positions) return;
    try {
      await run(worker, positions, { call, priority, signal: controller.signal });
      finished++;
      if (finished === chunks.length) resolve(result());
    } catch (error) {
      fail(error);
    }
  }

  return {
    priority,
    get hasChunks() {
      return next < chunks.length;
    },
    done,
    runChunk,
    fail,
  };
}
