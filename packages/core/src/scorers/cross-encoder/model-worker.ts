import { Worker } from "node:worker_threads";
import { RerankError, type ScoreContext, type Scores } from "../../contract/index.ts";
import { onAbort } from "../../io/on-abort.ts";
import { createExitGuard, releaseExitGuard, requestStop } from "./exit-guard.ts";
import type { DoneReply, ModelInfo, WorkerReply, WorkerRequest, WorkerStart } from "./worker-messages.ts";

/** What a worker has to know of the call that a task is part of. */
export interface TaskContext extends Pick<ScoreContext, "signal" | "onScores" | "priority"> {
  /** Tasks with the same number are parts of one call. */
  call: number;
}

/** A worker that has loaded a model, as seen from the thread that started it. */
export interface ModelWorker {
  readonly info: ModelInfo;
  /** Why it can take no more work, once it has stopped. */
  readonly failed: RerankError | undefined;
  /** Scores texts, in turns with those that it was given before. */
  score(query: string, texts: readonly string[], context: TaskContext): Promise<Scores>;
  /** Stops at the next micro-batch and ends the worker. */
  close(): Promise<void>;
}

interface Task {
  onScores: ScoreContext["onScores"];
  scores: number[];
  resolve(scores: Scores): void;
  reject(error: unknown): void;
}

// Longer than any micro-batch; a worker that has not ended by then hangs in native code.
const patienceMs = 10_000;

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
  const tasks = new Map<number, Task>();
  let nextTask = 0;
  let failed: RerankError | undefined;

  const exited = new Promise<void>((resolve) => {
    worker.once("exit", () => {
      releaseExitGuard(guard);
      resolve();
    });
  });
  const info = await modelInfo(worker);
  worker.on("message", onReply);
  worker.on("error", (cause) => fail(workerFailed(cause.message, cause)));
  worker.on("exit", (code) => fail(workerFailed(`it ended with exit code ${code}`)));
  // An idle worker must not keep the process alive.
  worker.unref();

  function onReply(message: WorkerReply): void {
    if (!("task" in message)) return;
    const task = tasks.get(message.task);
    // The answer to a cancelled task may still be under way.
    if (!task) return;
    if (message.type === "scores") {
      message.positions.forEach((position, i) => {
        task.scores[position] = message.scores[i] as number;
      });
      task.onScores(message.positions, message.scores);
      return;
    }
    finish(message.task);
    if (message.type === "error") task.reject(RerankError.fromJSON(message.error));
    else task.resolve(toScores(task.scores, message));
  }

  function finish(task: number): void {
    tasks.delete(task);
    if (tasks.size === 0) worker.unref();
  }

  function fail(error: RerankError): void {
    failed ??= error;
    for (const [id, task] of tasks) {
      finish(id);
      task.reject(error);
    }
  }

  function send(request: WorkerRequest): void {
    worker.postMessage(request);
  }

  function score(query: string, texts: readonly string[], { signal, onScores, call, priority }: TaskContext) {
    const id = nextTask++;
    const scores = new Promise<Scores>((resolve, reject) => {
      if (failed) return reject(failed);
      if (signal.aborted) return reject(signal.reason);
      tasks.set(id, { onScores, scores: [], resolve, reject });
      worker.ref();
      send({ type: "score", task: id, call, priority, query, texts });
    });
    const stop = onAbort(signal, () => {
      const task = tasks.get(id);
      if (!task) return;
      finish(id);
      send({ type: "cancel", task: id });
      task.reject(signal.reason);
    });
    return scores.finally(stop);
  }

  async function close(): Promise<void> {
    requestStop(guard);
    fail(new RerankError("disposed", "the reranker was disposed"));
    worker.ref();
    send({ type: "close" });
    const timer = setTimeout(() => void worker.terminate(), patienceMs);
    await exited;
    clearTimeout(timer);
  }

  return {
    info,
    get failed() {
      return failed;
    },
    score,
    close,
  };
}

function modelInfo(worker: Worker): Promise<ModelInfo> {
  return new Promise((resolve, reject) => {
    let failed: RerankError | undefined;
    worker.once("message", (message: WorkerReply) => {
      if (message.type === "ready") resolve(message.info);
      if (message.type === "failed") failed = RerankError.fromJSON(message.error);
    });
    worker.once("error", (cause) => reject(workerFailed(cause.message, cause)));
    // A worker that cannot load its model says why and ends; the caller hears of it when it is gone.
    worker.once("exit", (code) => reject(failed ?? workerFailed(`it ended with exit code ${code} while loading`)));
  });
}

function workerFailed(why: string, cause?: unknown): RerankError {
  return new RerankError("worker_failed", `the worker that runs the model stopped: ${why}`, { cause, retryable: true });
}

function toScores(scores: number[], { truncated, queryTruncated, inputTokens }: DoneReply): Scores {
  return {
    scores,
    truncated,
    usage: { inputTokens },
    warnings: queryTruncated
      ? [{ code: "query_truncated", message: "the query alone nearly fills the model's window and was cut to half of it" }]
      : [],
  };
}
