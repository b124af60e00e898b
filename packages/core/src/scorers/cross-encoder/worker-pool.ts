import type { ScoreContext, Scores } from "../../contract/index.ts";
import { RerankError } from "../../contract/index.ts";
import { onAbort } from "../../io/on-abort.ts";
import { createFairQueue } from "../../rank/index.ts";
import type { ModelWorker } from "./model-worker.ts";
import { createPoolJob, type PoolJob } from "./pool-job.ts";

export interface WorkerPoolOptions {
  /** Starts one more worker, with the model loaded. */
  startWorker: () => Promise<ModelWorker>;
  /** Most workers, at least 1. Each holds the weights once. */
  workers: number;
  /** Most calls waiting or running, at least 1; one more is refused. */
  maxQueue: number;
  /** Milliseconds without a call after which the workers end; the next call starts them again. */
  unloadAfterMs?: number;
  /** Tokens that a worker is handed at a time, roughly. */
  chunkTokens: number;
}

/** Workers with the same model, shared by everyone in the process who uses it. */
export interface WorkerPool {
  score(query: string, texts: readonly string[], context: ScoreContext): Promise<Scores>;
  /** Workers that are loaded now. */
  readonly loaded: number;
  close(): Promise<void>;
}

// A worker that has its next chunk already does not wait for the main thread between two.
const chunksPerWorker = 2;

/** Makes a pool of a first worker, which has shown that the model loads. Others are started when there is work for them. */
export function createWorkerPool(first: ModelWorker, options: WorkerPoolOptions): WorkerPool {
  const queue = createFairQueue<PoolJob>();
  const workers = new Map<ModelWorker, number>([[first, 0]]);
  let starting = 0;
  let closed: RerankError | undefined;
  let idleTimer: NodeJS.Timeout | undefined;
  scheduleUnload();

  function score(query: string, texts: readonly string[], context: ScoreContext): Promise<Scores> {
    if (closed) return Promise.reject(closed);
    if (queue.size >= options.maxQueue) {
      const message = `${queue.size} calls are waiting for this model already; try again later, or raise maxQueue`;
      return Promise.reject(new RerankError("overloaded", message, { retryable: true }));
    }
    clearTimeout(idleTimer);
    const job = createPoolJob(query, texts, context, { workers: options.workers, chunkTokens: options.chunkTokens });
    queue.add(job);
    const stop = onAbort(context.signal, () => {
      job.fail(context.signal.reason);
      // What waits behind it may start at once.
      pump();
    });
    pump();
    return job.done.finally(() => {
      stop();
      queue.remove(job);
      pump();
      scheduleUnload();
    });
  }

  /** Hands out chunks as long as there are workers to take them and jobs that have some. */
  function pump(): void {
    for (;;) {
      const worker = leastBusy();
      if (!worker) return void startMore();
      const job = queue.next((job) => job.hasChunks);
      if (!job) return;
      void hand(worker, job);
    }
  }

  async function hand(worker: ModelWorker, job: PoolJob): Promise<void> {
    workers.set(worker, (workers.get(worker) ?? 0) + 1);
    await job.runChunk(worker);
    const busy = workers.get(worker);
    // A worker that failed is not put back: it was taken out while the chunk ran.
    if (busy !== undefined) workers.set(worker, busy - 1);
    if (worker.failed) workers.delete(worker);
    pump();
  }

  function leastBusy(): ModelWorker | undefined {
    const [worker, busy] = [...workers].filter(([worker]) => !worker.failed).sort(([, a], [, b]) => a - b)[0] ?? [];
    return busy !== undefined && busy < chunksPerWorker ? worker : undefined;
  }

  /** One more worker, where chunks are waiting for one. */
  function startMore(): void {
    const waiting = queue.values().some((job) => job.hasChunks);
    if (closed || !waiting || starting > 0 || workers.size >= options.workers) return;
    starting++;
    options
      .startWorker()
      .then((worker) => {
        if (closed) return void worker.close();
        workers.set(worker, 0);
      })
      .catch((error) => {
        // The others go on without it; where there are none, nobody will ever take these chunks.
        if (workers.size === 0) for (const job of queue.values()) job.fail(error);
      })
      .finally(() => {
        starting--;
        pump();
      });
  }

  function scheduleUnload(): void {
    if (options.unloadAfterMs === undefined || queue.size > 0 || closed) return;
    clearTimeout(idleTimer);
    idleTimer = setTimeout(() => void closeWorkers(), options.unloadAfterMs);
    idleTimer.unref();
  }

  async function closeWorkers(): Promise<void> {
    const ended = [...workers.keys()];
    workers.clear();
    await Promise.all(ended.map((worker) => worker.close()));
  }

  return {
    score,
    get loaded() {
      return workers.size;
    },
    async close() {
      closed ??= new RerankError("disposed", "the reranker was disposed");
      clearTimeout(idleTimer);
      for (const job of queue.values()) job.fail(closed);
      await closeWorkers();
    },
  };
}
