import { planBatches } from "../../rank/index.ts";
import { createScoreTeller } from "../onnx/pool/score-news.ts";
import type { WindowedPair } from "./encode-pairs.ts";
import type { PairNews, PairWork } from "./pair-messages.ts";
import type { WorkerModel } from "./worker-model.ts";

/**
 * Scores the texts of one task and tells what is known. It runs up to the end of a micro-batch each time that it is asked
 * to go on, so that whoever asks can do something else in between, or never ask again.
 */
export async function* scoreTask(
  model: Pick<WorkerModel, "createEncoder" | "maxPaddedTokens" | "score">,
  { query, texts }: PairWork,
  tell: (news: PairNews) => void,
): AsyncGenerator<void, void, void> {
  const encode = model.createEncoder(query);
  const pairs = texts.map((text) => encode(text));
  const lengths = pairs.map((pair) => pair.ids.length);
  const teller = createScoreTeller(tell);
  let left = texts.length;
  for (const batch of planBatches(lengths, { maxPaddedTokens: model.maxPaddedTokens })) {
    const scores = await model.score(batch.map((position) => pairs[position] as WindowedPair));
    // The process is ending.
    if (!scores) return;
    teller.add(batch, scores);
    left -= batch.length;
    // The last is told with the end.
    if (left === 0) break;
    teller.tellIfDue();
    yield;
  }
  teller.end({
    truncated: pairs.flatMap(({ keptTokens, totalTokens }, index) =>
      keptTokens < totalTokens ? [{ index, keptTokens, totalTokens }] : [],
    ),
    queryTruncated: pairs.some((pair) => pair.queryTruncated),
    inputTokens: pairs.reduce((sum, { ids }) => sum + ids.length, 0),
  });
}
