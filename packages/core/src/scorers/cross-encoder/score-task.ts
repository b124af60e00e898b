import { planBatches } from "../../rank/index.ts";
import type { WindowedPair } from "./encode-pairs.ts";
import type { DoneReply, TaskReply, TaskRequest } from "./worker-messages.ts";
import type { WorkerModel } from "./worker-model.ts";

// Scores of a task travel to the main thread at most this often.
const tellMs = 5;

/**
 * Scores the texts of one task and replies with what is known. It runs up to the end of a micro-batch each time that it is asked
 * to go on, so that whoever asks can do something else in between, or never ask again.
 */
export async function* scoreTask(
  model: Pick<WorkerModel, "createEncoder" | "maxPaddedTokens" | "score">,
  { task, query, texts }: TaskRequest,
  reply: (message: TaskReply) => void,
): AsyncGenerator<void, void, void> {
  const encode = model.createEncoder(query);
  const pairs = texts.map((text) => encode(text));
  const lengths = pairs.map((pair) => pair.ids.length);
  let news = { positions: [] as number[], scores: [] as number[] };
  let toldAt = performance.now();
  let left = texts.length;
  for (const batch of planBatches(lengths, { maxPaddedTokens: model.maxPaddedTokens })) {
    const scores = await model.score(batch.map((position) => pairs[position] as WindowedPair));
    // The process is ending.
    if (!scores) return;
    news.positions.push(...batch);
    news.scores.push(...scores);
    left -= batch.length;
    // The last is told with the end.
    if (left === 0) break;
    if (performance.now() - toldAt >= tellMs) {
      reply({ type: "scores", task, ...news });
      news = { positions: [], scores: [] };
      toldAt = performance.now();
    }
    yield;
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
