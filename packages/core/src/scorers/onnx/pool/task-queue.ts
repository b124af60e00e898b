import { setImmediate as nextTurn } from "node:timers/promises";
import { createFairQueue } from "../../../rank/index.ts";
import { toWorkerError } from "./to-worker-error.ts";
import type { TaskReply, TaskRequest, Tell } from "./worker-messages.ts";

// The worker does not listen while the model runs; new tasks and cancellations wait this long, or one micro-batch.
const listenMs = 5;

/**
 * Runs tasks inside the worker. Calls take turns of one micro-batch, those of the highest priority only; the tasks of one call run
 * in the order in which they came. A cancelled task stops at its next micro-batch.
 */
export interface TaskQueue<Work> {
  add(request: TaskRequest<Work>): void;
  cancel(task: number): void;
  /** Settles when no task is running any more. */
  close(): Promise<void>;
}

interface Call {
  id: number;
  priority: number;
  tasks: Task[];
}

interface Task {
  id: number;
  steps: TaskSteps;
}

/** A task under way. Each step is one micro-batch, or as much of anything else as takes no longer. */
export type TaskSteps = AsyncGenerator<void, void, void>;

export function createTaskQueue<Work, News>(
  start: (work: Work, tell: Tell<News>) => TaskSteps,
  reply: (message: TaskReply<News>, transfer?: readonly ArrayBuffer[]) => void,
): TaskQueue<Work> {
  const queue = createFairQueue<Call>();
  let closed = false;
  let listenedAt = performance.now();
  let last: Promise<void> = Promise.resolve();

  /** Takes turns until there are no tasks. */
  async function run(): Promise<void> {
    for (;;) {
      const call = closed ? undefined : queue.next(() => true);
      const task = call?.tasks[0];
      if (!call || !task) return;
      await step(task);
      if (performance.now() - listenedAt >= listenMs) {
        await nextTurn();
        listenedAt = performance.now();
      }
      // To the back only now: who came in the meantime has waited, and goes first.
      queue.remove(call);
      if (call.tasks.length > 0) queue.add(call);
    }
  }

  async function step(task: Task): Promise<void> {
    try {
      const { done } = await task.steps.next();
      if (done) drop(task.id);
    } catch (error) {
      reply({ type: "error", task: task.id, error: toWorkerError(error, "inference_failed") });
      drop(task.id);
    }
  }

  function drop(task: number): void {
    for (const call of queue.values()) {
      call.tasks = call.tasks.filter(({ id }) => id !== task);
      if (call.tasks.length === 0) queue.remove(call);
    }
  }

  return {
    add(request) {
      const { task: id, work, priority } = request;
      const task = { id, steps: start(work, (news, transfer) => reply({ type: "news", task: id, news }, transfer)) };
      const call = queue.values().find(({ id }) => id === request.call);
      if (call) call.tasks.push(task);
      else queue.add({ id: request.call, priority, tasks: [task] });
      // Whoever runs already takes this one along; another run finds nothing to do.
      last = last.then(run);
    },
    cancel: drop,
    close() {
      closed = true;
      return last;
    },
  };
}
