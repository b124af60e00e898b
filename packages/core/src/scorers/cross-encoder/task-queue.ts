import { setImmediate as nextTurn } from "node:timers/promises";
import { planBatches } from "../../rank/index.ts";
import type { WindowedPair } from "./encode-pairs.ts";
import { toWorkerError } from "./to-worker-error.ts";
import type { DoneReply, ScoreRequest, WorkerReply } from "./worker-messages.ts";
import type { WorkerModel } from "./worker-model.ts";

// Scores travel to the main thread at most this often; between two such turns a cancellation can arrive.
const turnMs = 5;

/** Runs tasks one after the other, inside the worker; a cancelled task stops at its next micro-batch. */
export interface TaskQueue {
  add(request: ScoreRequest): void;
  cancel(task: number): void;
  /** Settles when no task is running any more. */
  close(): Promise<void>;
}

export function createTaskQueue(model: WorkerModel, reply: (message: WorkerReply) => void): TaskQueue {
  const cancelled = new Set<number>();
  let closed = false;
  let last: Promise<void> = Promise.resolve();

  const isCancelled = (task: number) => closed || cancelled.has(task);

  async function run(request: ScoreRequest): Promise<void> {
    try {
      if (!isCancelled(request.task)) await scoreTask(model, request, reply, () => isCancelled(request.task));
    } catch (error) {
      reply({ type: "error", task: request.task, error: toWorkerError(error, "inference_failed") });
    } finally {
      cancelled.delete(request.task);
    }
  }

  return {
    add(request) {
      last = last.then(() => run(request));
    },
    cancel: (task) => void cancelled.add(task),
    close() {
      closed = true;
      return last;
    },
  };
}

async function scoreTask(
  model: WorkerModel,
  { task, query, texts }: ScoreRequest,
  reply: (message: WorkerReply) => void,
  isCancelled: () => boolean,
): Promise<void> {
  const turn = createTurn();
  const encode = model.createEncoder(query);
  const pairs: WindowedPair[] = [];
  for (const text of texts) {
    pairs.push(encode(text));
    if (turn.isDue()) await turn.take();
    if (isCancelled()) return;
  }
  const lengths = pairs.map((pair) => pair.ids.length);
  let news = { positions: [] as number[], scores: [] as number[] };
  for (const batch of planBatches(lengths, { maxPaddedTokens: model.maxPaddedTokens })) {
    const scores = await model.score(batch.map((position) => pairs[position] as WindowedPair));
    if (!scores) return;
    news.positions.push(...batch);
    news.scores.push(...scores);
    if (turn.isDue()) {
      reply({ type: "scores", task, ...news });
      news = { positions: [], scores: [] };
      await turn.take();
    }
    if (isCancelled()) return;
  }
  reply({ type: "scores", task, ...news });
  reply(doneReply(task, pairs));
}

function doneReply(task: number, pairs: readonly WindowedPair[]): DoneReply {
  return {
    type: "done",
    task,
    truncated: pairs.flatMap(({ keptTokens, totalTokens }, index) =>
      keptTokens < totalTokens ? [{ index, keptTokens, totalTokens }] : [],
    ),
    queryTruncated: pairs.some((pair) => pair.queryTruncated),
    inputTokens: pairs.reduce((sum, { ids }) => sum + ids.length, 0),
  };
}

function createTurn() {
  let takenAt = performance.now();
  return {
    isDue: () => performance.now() - takenAt >= turnMs,
    async take() {
      await nextTurn();
      takenAt = performance.now();
    },
  };
}
