import { RerankError, type ScoreContext } from "../../../contract/index.ts";
import { onAbort } from "../../../io/on-abort.ts";
import { createFairQueue } from "../../../rank/index.ts";
import type { ModelWorker } from "./model-worker.ts";
import { createPoolJob, type PoolJob, type PoolWork } from "./pool-job.ts";

export interface WorkerPoolOptions<W extends ModelWorker> {
  /** Starts one more worker, with the model loaded. */
  startWorker: () => Promise<W>;
  /** Most workers, at least 1. Each holds the weights once. */
  workers: number;
  /** Most calls waiting or running, at least 1; one more is refused. */
  maxQueue: number;
  /** Milliseconds without a call after which the workers end; the next call starts them again. */
  unloadAfterMs?: number;
}

/** How a call waits, and what ends it. */
/** Whose turn it is to wait for. */
export type PoolTurn = Pick<ScoreContext, "signal" | "priority">;

/** Workers with the same model, shared by everyone in the process who uses it. */
export interface WorkerPool<W extends ModelWorker> {
  /** Has the workers do the work of a call, in turns with other calls. */
  submit<Result>(work: PoolWork<W, Result>, turn: PoolTurn): Promise<Result>;
  /** Workers that are loaded now. */
  readonly loaded: number;
  close(): Promise<void>;
}

// A worker that has its next chunk already does not wait for the main thread between two. What it need not have yet stays here,
// for whoever is free first.
const chunksPerWorker = 2;

// A call that has nothing with a worker gets a chunk to it all the same, and its turns there beside the others, up to this many chunks.
const sharedChunksPerWorker = 8;

/** Makes a pool of a first worker, which has shown that the model loads. Others are started when there is work for them. */
export function createWorkerPool<W extends ModelWorker>(first: W, options: WorkerPoolOptions<W>): WorkerPool<W> {
  const queue = createFairQueue<PoolJob<W>>();
  /** The jobs whose chunks each of them holds, one entry for each chunk. */
  const workers = new Map<W, PoolJob<W>[]>([[first, []]]);
  let starting = 0;
  let closed: RerankError | undefined;
  let idleTimer: NodeJS.Timeout | undefined;
  scheduleUnload();

  function submit<Result>(work: PoolWork<W, Result>, turn: PoolTurn): Promise<Result> {
    if (closed) return Promise.reject(closed);
    if (queue.size >= options.maxQueue) {
      const message = `${queue.size} calls are waiting for this model already; try again later, or raise maxQueue`;
      return Promise.reject(new RerankError("overloaded", message, { retryable: true }));
    }
    clearTimeout(idleTimer);
    const job = createPoolJob(work, turn);
    queue.add(job);
    const stop = onAbort(turn.signal, () => {
      job.fail(turn.signal.reason);
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
      const job = queue.next((job) => job.hasChunks && workerFor(job) !== undefined);
      const worker = job && workerFor(job);
      if (!worker) break;
      void hand(worker, job);
    }
    startMore();
  }

  async function hand(worker: W, job: PoolJob<W>): Promise<void> {
    const held = workers.get(worker);
    held?.push(job);
    await job.runChunk(worker);
    held?.splice(held.indexOf(job), 1);
    if (worker.failed) workers.delete(worker);
    pump();
  }

  /** The least busy of the workers that have room for a chunk of this job. */
  function workerFor(job: PoolJob<W>): W | undefined {
    const free = [...workers].filter(([worker, held]) => !worker.failed && hasRoom(held, job));
    return free.sort(([, a], [, b]) => a.length - b.length)[0]?.[0];
  }

  function hasRoom(held: readonly PoolJob<W>[], job: PoolJob<W>): boolean {
    // The worker puts off what has a lower priority.
    const before = held.filter(({ priority }) => priority >= job.priority).length;
    // For a worker that is still to be started, something must be left.
    const shares = workers.size >= options.workers && !held.includes(job);
    return before < (shares ? sharedChunksPerWorker : chunksPerWorker);
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
        workers.set(worker, []);
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
    submit,
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
