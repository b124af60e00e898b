import { parentPort, workerData } from "node:worker_threads";
import { createTaskQueue } from "./task-queue.ts";
import { toWorkerError } from "./to-worker-error.ts";
import type { WorkerReply, WorkerRequest, WorkerStart } from "./worker-messages.ts";
import { loadWorkerModel } from "./worker-model.ts";

// The thread that tokenises and runs the model: both block, and the main thread must not.
if (!parentPort) throw new Error("this file is started as a worker by secondpass, not by itself");
const port = parentPort;
const reply = (message: WorkerReply) => port.postMessage(message);

async function main(): Promise<void> {
  try {
    const model = await loadWorkerModel(workerData as WorkerStart);
    const queue = createTaskQueue(model, reply);
    port.on("message", async (request: WorkerRequest) => {
      if ("texts" in request) queue.add(request);
      if (request.type === "cancel") queue.cancel(request.task);
      if (request.type === "close") {
        await queue.close();
        await model.release();
        port.close();
      }
    });
    reply({ type: "ready", info: { maxTokens: model.maxTokens, warnings: model.warnings } });
  } catch (error) {
    reply({ type: "failed", error: toWorkerError(error, "invalid_model") });
    port.close();
  }
}

void main();
