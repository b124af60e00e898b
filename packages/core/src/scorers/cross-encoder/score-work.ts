import type { ScoreContext, Scores, Warning } from "../../contract/index.ts";
import { type ChunkOptions, chunkTexts } from "./chunk-texts.ts";
import type { PoolWork } from "./pool-job.ts";

/** Has workers score the texts of a call. */
export function createScoreWork(
  query: string,
  texts: readonly string[],
  { deadlineAt, onScores }: Pick<ScoreContext, "deadlineAt" | "onScores">,
  options: ChunkOptions,
): PoolWork<Scores> {
  const scores: number[] = new Array(texts.length);
  const truncated: { index: number; keptTokens: number; totalTokens: number }[] = [];
  let warnings: readonly Warning[] = [];
  let inputTokens = 0;
  const submittedAt = performance.now();
  let startedAt: number | undefined;

  function add(positions: readonly number[], part: Scores): void {
    part.scores.forEach((score, i) => {
      scores[positions[i] as number] = score as number;
    });
    truncated.push(...(part.truncated ?? []).map((cut) => ({ ...cut, index: positions[cut.index] as number })));
    inputTokens += part.usage?.inputTokens ?? 0;
    if (part.warnings?.length) warnings = part.warnings;
  }

  return {
    chunks: chunkTexts(query, texts, deadlineAt === undefined ? "longest" : "given", options),
    async run(worker, positions, context) {
      startedAt ??= performance.now();
      const part = await worker.score(
        query,
        positions.map((position) => texts[position] as string),
        {
          ...context,
          onScores: (indexes, values) =>
            onScores(
              indexes.map((index) => positions[index] as number),
              values,
            ),
        },
      );
      add(positions, part);
    },
    result() {
      truncated.sort((a, b) => a.index - b.index);
      const queueMs = (startedAt as number) - submittedAt;
      const timing = { queueMs, inferenceMs: performance.now() - (startedAt as number) };
      return { scores, truncated, usage: { inputTokens, calls: 1 }, timing, warnings };
    },
  };
}
