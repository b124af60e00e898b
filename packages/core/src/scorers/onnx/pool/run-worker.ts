import { parentPort, workerData } from "node:worker_threads";
import { createTaskQueue, type TaskSteps } from "./task-queue.ts";
import { toWorkerError } from "./to-worker-error.ts";
import type { Tell, WorkerReply, WorkerRequest, WorkerStart } from "./worker-messages.ts";

/** A model inside its worker. */
export interface TaskModel<Work, News, Info> {
  readonly info: Info;
  /** Begins a task, which is then done step by step. */
  start(work: Work, tell: Tell<News>): TaskSteps;
  release(): Promise<void>;
}

/**
 * Serves a model in this thread: it tokenises and runs the model, both of which block, and the main thread must not.
 *
 * @param load what makes a model of the data that the worker was started with
 */
export async function runWorker<Start extends WorkerStart, Work, News, Info>(
  load: (start: Start) => Promise<TaskModel<Work, News, Info>>,
): Promise<void> {
  if (!parentPort) throw new Error("this file is started as a worker by secondpass, not by itself");
  const port = parentPort;
  const reply = (message: WorkerReply<News, Info>, transfer: readonly ArrayBuffer[] = []) =>
    port.postMessage(message, [...transfer]);
  try {
    const model = await load(workerData as Start);
    const queue = createTaskQueue<Work, News>(model.start, reply);
    port.on("message", async (request: WorkerRequest<Work>) => {
      if (request.type === "task") queue.add(request);
      if (request.type === "cancel") queue.cancel(request.task);
      if (request.type === "close") {
        await queue.close();
        await model.release();
        port.close();
      }
    });
    reply({ type: "ready", info: model.info });
  } catch (error) {
    reply({ type: "failed", error: toWorkerError(error, "invalid_model") });
    port.close();
  }
}
