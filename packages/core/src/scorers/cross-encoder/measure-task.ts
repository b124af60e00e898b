import type { PairNews, PairWork } from "./pair-messages.ts";
import type { WorkerModel } from "./worker-model.ts";

// As long as a micro-batch takes, so that whoever waits for a turn hardly notices.
const turnMs = 5;

/**
 * Counts the tokens of the texts of one task, in turns as `scoreTask`. What is counted now need not be tokenised again when it is
 * scored here.
 */
export async function* measureTask(
  { createEncoder }: Pick<WorkerModel, "createEncoder">,
  { query, texts }: PairWork,
  tell: (news: PairNews) => void,
): AsyncGenerator<void, void, void> {
  const encode = createEncoder(query);
  const tokens: number[] = [];
  let startedAt = performance.now();
  for (const text of texts) {
    tokens.push(encode(text).totalTokens);
    if (performance.now() - startedAt < turnMs) continue;
    yield;
    startedAt = performance.now();
  }
  tell({ type: "measured", tokens, room: encode.room });
}
