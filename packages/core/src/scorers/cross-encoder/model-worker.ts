import { Worker } from "node:worker_threads";
import { RerankError, type ScoreContext, type Scores, type TokenMeasure } from "../../contract/index.ts";
import { onAbort } from "../../io/on-abort.ts";
import { createExitGuard, releaseExitGuard, requestStop } from "./exit-guard.ts";
import type { DoneReply, ModelInfo, TaskReply, TaskRequest, WorkerReply, WorkerRequest, WorkerStart } from "./worker-messages.ts";

/** What a worker has to know of the call that a task is part of. */
export interface TaskContext extends Pick<ScoreContext, "signal" | "priority"> {
  /** Tasks with the same number are parts of one call. */
  call: number;
}

/** A worker that has loaded a model, as seen from the thread that started it. */
export interface ModelWorker {
  readonly info: ModelInfo;
  /** Why it can take no more work, once it has stopped. */
  readonly failed: RerankError | undefined;
  /** Scores texts, in turns with those that it was given before. */
  score(query: string, texts: readonly string[], context: TaskContext & Pick<ScoreContext, "onScores">): Promise<Scores>;
  /** Counts their tokens, in the same turns. */
  measure(query: string, texts: readonly string[], context: TaskContext): Promise<TokenMeasure>;
  /** Stops at the next micro-batch and ends the worker. */
  close(): Promise<void>;
}

interface Task {
  /** Whether the task is done with this reply. */
  hear(reply: Exclude<TaskReply, { type: "error" }>): boolean;
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
    if (message.type === "error") {
      finish(message.task);
      task.reject(RerankError.fromJSON(message.error));
    } else if (task.hear(message)) {
      finish(message.task);
    }
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

  /**
   * Has the worker do a task.
   *
   * @param read the result, or `undefined` for a reply after which there are more
   */
  function run<Result>(
    work: Pick<TaskRequest, "type" | "query" | "texts">,
    { signal, call, priority }: TaskContext,
    read: (reply: TaskReply) => Result | undefined,
  ): Promise<Result> {
    const id = nextTask++;
    const result = new Promise<Result>((resolve, reject) => {
      if (failed) return reject(failed);
      if (signal.aborted) return reject(signal.reason);
      const hear: Task["hear"] = (reply) => {
        const result = read(reply);
        if (result !== undefined) resolve(result);
        return result !== undefined;
      };
      tasks.set(id, { hear, reject });
      worker.ref();
      send({ ...work, task: id, call, priority });
    });
    const stop = onAbort(signal, () => {
      const task = tasks.get(id);
      if (!task) return;
      finish(id);
      send({ type: "cancel", task: id });
      task.reject(signal.reason);
    });
    return result.finally(stop);
  }

  const score: ModelWorker["score"] = (query, texts, context) => {
    const scores: number[] = [];
    return run({ type: "score", query, texts }, context, (reply) => {
      if (reply.type === "done") return toScores(scores, reply);
      if (reply.type !== "scores") return undefined;
      reply.positions.forEach((position, i) => {
        scores[position] = reply.scores[i] as number;
      });
      context.onScores(reply.positions, reply.scores);
    });
  };

  const measure: ModelWorker["measure"] = (query, texts, context) =>
    run({ type: "measure", query, texts }, context, (reply) =>
      reply.type === "measured" ? { tokens: reply.tokens, room: reply.room } : undefined,
    );

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
    measure,
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
