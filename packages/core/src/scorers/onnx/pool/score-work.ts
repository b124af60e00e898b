import type { ScoreContext, Scores } from "../../../contract/index.ts";
import type { ModelWorker, TaskContext } from "./model-worker.ts";
import type { PoolWork } from "./pool-job.ts";
import type { ScoredPart, ScoreNews, ScoresDone } from "./score-news.ts";

export interface ScoreWorkOptions<W extends ModelWorker> extends Pick<ScoreContext, "onScores"> {
  /** Positions of the texts of each chunk. */
  chunks: readonly (readonly number[])[];
  /** Has a worker score the texts at these positions, and hears what it says. */
  ask(worker: W, positions: readonly number[], context: TaskContext, hear: Hear): Promise<ScoresDone>;
}

/** Hears what a worker says, and has an answer to the last of it. */
export type Hear = (news: ScoreNews) => ScoresDone | undefined;

/** The scores of a call, and whether its query was cut. */
export interface WorkScores extends Scores {
  queryTruncated: boolean;
}

/** Has workers score the texts of a call. */
export function createScoreWork<W extends ModelWorker>({ chunks, ask, onScores }: ScoreWorkOptions<W>): PoolWork<W, WorkScores> {
  const scores: number[] = [];
  const truncated: { index: number; keptTokens: number; totalTokens: number }[] = [];
  let queryTruncated = false;
  let inputTokens = 0;
  const submittedAt = performance.now();
  let startedAt: number | undefined;

  function keep(part: ScoredPart, positions: readonly number[]): void {
    const indexes = part.positions.map((position) => positions[position] as number);
    indexes.forEach((index, i) => {
      scores[index] = part.scores[i] as number;
    });
    onScores(indexes, part.scores);
  }

  return {
    chunks,
    async run(worker, positions, context) {
      startedAt ??= performance.now();
      const hear: Hear = (news) => {
        if (news.type === "done") return news;
        keep(news, positions);
        return undefined;
      };
      const done = await ask(worker, positions, context, hear);
      truncated.push(...done.truncated.map((cut) => ({ ...cut, index: positions[cut.index] as number })));
      queryTruncated ||= done.queryTruncated;
      inputTokens += done.inputTokens;
    },
    result() {
      truncated.sort((a, b) => a.index - b.index);
      const queueMs = (startedAt as number) - submittedAt;
      const timing = { queueMs, inferenceMs: performance.now() - (startedAt as number) };
      return { scores, truncated, usage: { inputTokens, calls: 1 }, timing, queryTruncated };
    },
  };
}
