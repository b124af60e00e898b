import { Worker } from "node:worker_threads";
import { RerankError, type ScoreContext, type Scores } from "../../contract/index.ts";
import { createExitGuard, releaseExitGuard, requestStop } from "./exit-guard.ts";
import type { DoneReply, WorkerReply, WorkerRequest, WorkerStart } from "./worker-messages.ts";

/** A worker that has loaded a model, as seen from the thread that started it. */
export interface ModelWorker {
  /** Most tokens of a pair. */
  readonly maxTokens: number;
  score(query: string, texts: readonly string[], context: ScoreContext): Promise<Scores>;
  /** Stops at the next micro-batch and ends the worker. */
  close(): Promise<void>;
}

interface Job {
  onScores: ScoreContext["onScores"];
  scores: number[];
  resolve(scores: Scores): void;
  reject(error: unknown): void;
}

/**
 * Starts a worker and waits until its model is loaded.
 *
 * @throws {RerankError} `missing_peer`, `invalid_model`, `invalid_tokenizer`, `worker_failed`
 */
export async function startModelWorker(start: Omit<WorkerStart, "guard">): Promise<ModelWorker> {
  const guard = createExitGuard();
  const worker = new Worker(new URL("./worker.js", import.meta.url), {
    workerData: { ...start, guard },
    // A worker inherits the flags of its process, and this one, of programs given with --eval, is not for files.
    ...(process.execArgv.some((flag) => flag.startsWith("--input-type")) && { execArgv: [] }),
  });
  const jobs = new Map<number, Job>();
  let nextJob = 0;
  let failure: RerankError | undefined;

  const exited = new Promise<void>((resolve) => {
    worker.once("exit", () => {
      releaseExitGuard(guard);
      resolve();
    });
  });
  const maxTokens = await ready();
  worker.on("message", onReply);
  worker.on("error", (cause) => fail(workerFailed(cause.message, cause)));
  worker.on("exit", (code) => fail(workerFailed(`it ended with exit code ${code}`)));
  // An idle worker must not keep the process alive.
  worker.unref();

  function ready(): Promise<number> {
    return new Promise((resolve, reject) => {
      let failed: RerankError | undefined;
      worker.once("message", (message: WorkerReply) => {
        if (message.type === "ready") resolve(message.maxTokens);
        if (message.type === "failed") failed = RerankError.fromJSON(message.error);
      });
      worker.once("error", (cause) => reject(workerFailed(cause.message, cause)));
      // A worker that cannot load its model says why and ends; the caller hears of it when it is gone.
      worker.once("exit", (code) => reject(failed ?? workerFailed(`it ended with exit code ${code} while loading`)));
    });
  }

  function onReply(message: WorkerReply): void {
    if (!("job" in message)) return;
    const job = jobs.get(message.job);
    // The answer to a cancelled job may still be under way.
    if (!job) return;
    if (message.type === "scores") {
      message.positions.forEach((position, i) => {
        job.scores[position] = message.scores[i] as number;
      });
      job.onScores(message.positions, message.scores);
      return;
    }
    finish(message.job);
    if (message.type === "error") job.reject(RerankError.fromJSON(message.error));
    else job.resolve(toScores(job.scores, message));
  }

  function finish(job: number): void {
    jobs.delete(job);
    if (jobs.size === 0) worker.unref();
  }

  function fail(error: RerankError): void {
    failure ??= error;
    for (const [id, job] of jobs) {
      finish(id);
      job.reject(error);
    }
  }

  function send(request: WorkerRequest): void {
    worker.postMessage(request);
  }

  return {
    maxTokens,
    score(query, texts, { signal, hasDeadline, onScores }) {
      return new Promise((resolve, reject) => {
        if (failure) return reject(failure);
        if (signal.aborted) return reject(signal.reason);
        const job = nextJob++;
        jobs.set(job, { onScores, scores: [], resolve, reject });
        worker.ref();
        send({ type: "score", job, query, texts, hasDeadline, sentAt: Date.now() });
        signal.addEventListener(
          "abort",
          () => {
            if (!jobs.has(job)) return;
            finish(job);
            send({ type: "cancel", job });
            reject(signal.reason);
          },
          { once: true },
        );
      });
    },
    async close() {
      requestStop(guard);
      fail(new RerankError("disposed", "the reranker was disposed"));
      worker.ref();
      send({ type: "close" });
      await exited;
    },
  };
}

function workerFailed(why: string, cause?: unknown): RerankError {
  return new RerankError("worker_failed", `the worker that runs the model stopped: ${why}`, { cause, retryable: true });
}

function toScores(scores: number[], done: DoneReply): Scores {
  return {
    scores,
    truncated: done.truncated,
    usage: { inputTokens: done.inputTokens, calls: 1 },
    timing: { queueMs: done.queueMs, inferenceMs: done.inferenceMs },
    warnings: done.queryTruncated
      ? [{ code: "query_truncated", message: "the query alone nearly fills the model's window and was cut to half of it" }]
      : [],
  };
}
