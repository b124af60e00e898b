import type { Worker, WorkerOptions } from "node:worker_threads";
import { RerankError, type ScoreContext } from "../../../contract/index.ts";
import { onAbort } from "../../../io/on-abort.ts";
import { createExitGuard, releaseExitGuard, requestStop } from "./exit-guard.ts";
import type { ModelInfo, WorkerReply, WorkerRequest, WorkerStart } from "./worker-messages.ts";

/** What a worker has to know of the call that a task is part of. */
export interface TaskContext extends Pick<ScoreContext, "signal" | "priority"> {
  /** Tasks with the same number are parts of one call. */
  call: number;
}

/** A worker that has loaded a model, as seen from the thread that started it. */
export interface ModelWorker<Work = unknown, News = unknown, Info extends ModelInfo = ModelInfo> {
  readonly info: Info;
  /** Why it can take no more work, once it has stopped. */
  readonly failed: RerankError | undefined;
  /**
   * Has it do a task, in turns with those that it was given before.
   *
   * @param read what the task comes to, or `undefined` for news after which there is more
   */
  run<Result>(work: Work, context: TaskContext, read: (news: News) => Result | undefined): Promise<Result>;
  /** Stops at the next micro-batch and ends the worker. */
  close(): Promise<void>;
}

interface Task<News> {
  /** Whether the task is done with this. */
  hear(news: News): boolean;
  reject(error: unknown): void;
}

// Longer than any micro-batch; a worker that has not ended by then hangs in native code.
const patienceMs = 10_000;

/** Starts the thread. Written out where its file is, `new Worker(new URL(…))`, so that bundlers see it. */
export type StartThread = (options: WorkerOptions) => Worker;

/**
 * Starts a worker and waits until its model is loaded.
 *
 * @throws {RerankError} `missing_peer`, `invalid_model`, `invalid_tokenizer`, `worker_failed`
 */
export async function startModelWorker<Work, News, Info extends ModelInfo>(
  startThread: StartThread,
  start: Omit<WorkerStart, "guard">,
): Promise<ModelWorker<Work, News, Info>> {
  const guard = createExitGuard();
  const worker = startThread({
    workerData: { ...start, guard },
    // A worker inherits the flags of its process, and this one, of programs given with --eval, is not for files.
    ...(process.execArgv.some((flag) => flag.startsWith("--input-type")) && { execArgv: [] }),
  });
  const tasks = new Map<number, Task<News>>();
  let nextTask = 0;
  let failed: RerankError | undefined;

  const exited = new Promise<void>((resolve) => {
    worker.once("exit", () => {
      releaseExitGuard(guard);
      resolve();
    });
  });
  const info = await modelInfo<News, Info>(worker);
  worker.on("message", onReply);
  worker.on("error", (cause) => fail(workerFailed(cause.message, cause)));
  worker.on("exit", (code) => fail(workerFailed(`it ended with exit code ${code}`)));
  // An idle worker must not keep the process alive.
  worker.unref();

  function onReply(message: WorkerReply<News, Info>): void {
    if (!("task" in message)) return;
    const task = tasks.get(message.task);
    // The answer to a cancelled task may still be under way.
    if (!task) return;
    if (message.type === "error") {
      finish(message.task);
      task.reject(RerankError.fromJSON(message.error));
    } else if (task.hear(message.news)) {
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

  function send(request: WorkerRequest<Work>): void {
    worker.postMessage(request);
  }

  function run<Result>(
    work: Work,
    { signal, call, priority }: TaskContext,
    read: (news: News) => Result | undefined,
  ): Promise<Result> {
    const id = nextTask++;
    const result = new Promise<Result>((resolve, reject) => {
      if (failed) return reject(failed);
      if (signal.aborted) return reject(signal.reason);
      const hear = (news: News) => {
        const result = read(news);
        if (result !== undefined) resolve(result);
        return result !== undefined;
      };
      tasks.set(id, { hear, reject });
      worker.ref();
      send({ type: "task", task: id, call, priority, work });
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
    run,
    close,
  };
}

function modelInfo<News, Info>(worker: Worker): Promise<Info> {
  return new Promise((resolve, reject) => {
    let failed: RerankError | undefined;
    worker.once("message", (message: WorkerReply<News, Info>) => {
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
