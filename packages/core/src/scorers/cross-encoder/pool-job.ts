import type { ScoreContext, Scores, Warning } from "../../contract/index.ts";
import { planChunks } from "../../rank/index.ts";
import type { ModelWorker } from "./model-worker.ts";

/** One call, divided into chunks that workers take. */
export interface PoolJob {
  readonly priority: number;
  /** Whether there are chunks that no worker has taken yet. */
  readonly hasChunks: boolean;
  /** Settles with the scores of all chunks, or rejects with the first failure. */
  readonly done: Promise<Scores>;
  /** Has the worker score the next chunk; settles when it is done with it, whatever came of it. */
  runChunk(worker: ModelWorker): Promise<void>;
  /** Ends the job; what workers have of it is cancelled. */
  fail(reason: unknown): void;
}

export interface PoolJobOptions {
  workers: number;
  chunkTokens: number;
}

// Good enough to balance workers: English has about four characters to a token. Where it is wrong, chunks are uneven, no more.
const charactersPerToken = 4;

let calls = 0;

export function createPoolJob(
  query: string,
  texts: readonly string[],
  { signal, deadlineAt, priority, onScores }: ScoreContext,
  { workers, chunkTokens }: PoolJobOptions,
): PoolJob {
  const lengths = texts.map((text) => (query.length + text.length) / charactersPerToken);
  const chunks = planChunks(lengths, {
    targetTokens: chunkTokens,
    workers,
    order: deadlineAt === undefined ? "longest" : "given",
  });
  const call = calls++;
  const scores: number[] = new Array(texts.length);
  const truncated: { index: number; keptTokens: number; totalTokens: number }[] = [];
  let warnings: readonly Warning[] = [];
  let inputTokens = 0;
  let next = 0;
  let finished = 0;
  const submittedAt = performance.now();
  let startedAt: number | undefined;

  // Ends the chunks that workers hold: by the caller's signal, or because another chunk failed.
  const controller = new AbortController();
  let resolve: (scores: Scores) => void;
  let reject: (reason: unknown) => void;
  const done = new Promise<Scores>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });

  function fail(reason: unknown): void {
    next = chunks.length;
    reject(reason);
    controller.abort(reason);
  }
  if (signal.aborted) fail(signal.reason);

  async function runChunk(worker: ModelWorker): Promise<void> {
    const positions = chunks[next++];
    if (!positions) return;
    startedAt ??= performance.now();
    try {
      const part = await worker.score(
        query,
        positions.map((position) => texts[position] as string),
        {
          call,
          priority,
          signal: controller.signal,
          onScores: (indexes, values) =>
            onScores(
              indexes.map((index) => positions[index] as number),
              values,
            ),
        },
      );
      add(positions, part);
    } catch (error) {
      fail(error);
    }
  }

  function add(positions: readonly number[], part: Scores): void {
    part.scores.forEach((score, i) => {
      scores[positions[i] as number] = score as number;
    });
    truncated.push(...(part.truncated ?? []).map((cut) => ({ ...cut, index: positions[cut.index] as number })));
    inputTokens += part.usage?.inputTokens ?? 0;
    if (part.warnings?.length) warnings = part.warnings;
    finished++;
    if (finished < chunks.length) return;
    truncated.sort((a, b) => a.index - b.index);
    const queueMs = (startedAt as number) - submittedAt;
    const timing = { queueMs, inferenceMs: performance.now() - (startedAt as number) };
    resolve({ scores, truncated, usage: { inputTokens, calls: 1 }, timing, warnings });
  }

  return {
    priority,
    get hasChunks() {
      return next < chunks.length;
    },
    done,
    runChunk,
    fail,
  };
}
