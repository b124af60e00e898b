import { setImmediate as nextTurn } from "node:timers/promises";
import { planBatches } from "../../rank/index.ts";
import type { WindowedPair } from "./encode-pairs.ts";
import { toWorkerError } from "./to-worker-error.ts";
import type { DoneReply, ScoreRequest, WorkerReply } from "./worker-messages.ts";
import type { WorkerModel } from "./worker-model.ts";

// Documents are tokenised and run in blocks, so that memory stays bounded. Under a deadline blocks are small: the top of
// the first stage is then scored before the rest, whatever its length.
const blockSize = 1024;
const deadlineBlockSize = 32;

// Scores travel to the main thread at most this often; between two such turns a cancellation can arrive.
const turnMs = 5;

/** Runs jobs one after the other; a cancelled job stops at its next micro-batch. */
export interface JobQueue {
  add(request: ScoreRequest): void;
  cancel(job: number): void;
  /** Settles when no job is running any more. */
  close(): Promise<void>;
}

export function createJobQueue(model: WorkerModel, reply: (message: WorkerReply) => void): JobQueue {
  const cancelled = new Set<number>();
  let closed = false;
  let last: Promise<void> = Promise.resolve();

  const isCancelled = (job: number) => closed || cancelled.has(job);

  async function run(request: ScoreRequest): Promise<void> {
    try {
      if (!isCancelled(request.job)) await scoreJob(model, request, reply, () => isCancelled(request.job));
    } catch (error) {
      reply({ type: "error", job: request.job, error: toWorkerError(error, "inference_failed") });
    } finally {
      cancelled.delete(request.job);
    }
  }

  return {
    add(request) {
      last = last.then(() => run(request));
    },
    cancel: (job) => void cancelled.add(job),
    close() {
      closed = true;
      return last;
    },
  };
}

async function scoreJob(
  model: WorkerModel,
  request: ScoreRequest,
  reply: (message: WorkerReply) => void,
  isCancelled: () => boolean,
): Promise<void> {
  const { job, query, texts, hasDeadline } = request;
  const startedAt = performance.now();
  const done: DoneReply = {
    type: "done",
    job,
    truncated: [],
    queryTruncated: false,
    inputTokens: 0,
    queueMs: Math.max(0, Date.now() - request.sentAt),
    inferenceMs: 0,
  };
  const encode = model.createEncoder(query);
  const turn = createTurn();
  const size = hasDeadline ? deadlineBlockSize : blockSize;

  for (let first = 0; first < texts.length; first += size) {
    const pairs: WindowedPair[] = [];
    for (const text of texts.slice(first, first + size)) {
      pairs.push(encode(text));
      if (turn.isDue()) await turn.take();
      if (isCancelled()) return;
    }
    for (const [offset, pair] of pairs.entries()) note(done, pair, first + offset);

    let news = { positions: [] as number[], scores: [] as number[] };
    for (const batch of planBatches(
      pairs.map((pair) => pair.ids.length),
      { maxPaddedTokens: model.maxPaddedTokens },
    )) {
      const scores = await model.score(batch.map((position) => pairs[position] as WindowedPair));
      if (!scores) return;
      news.positions.push(...batch.map((position) => first + position));
      news.scores.push(...scores);
      if (turn.isDue()) {
        reply({ type: "scores", job, ...news });
        news = { positions: [], scores: [] };
        await turn.take();
      }
      if (isCancelled()) return;
    }
    reply({ type: "scores", job, ...news });
  }
  reply({ ...done, inferenceMs: performance.now() - startedAt });
}

function note(done: DoneReply, pair: WindowedPair, index: number): void {
  const { keptTokens, totalTokens } = pair;
  done.inputTokens += pair.ids.length;
  done.queryTruncated ||= pair.queryTruncated;
  if (keptTokens < totalTokens) done.truncated.push({ index, keptTokens, totalTokens });
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
