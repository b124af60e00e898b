import { LRUCache } from "lru-cache";
import { maxSimOf, planBatches, type TokenVectors } from "../../rank/index.ts";
import { createScoreTeller, type ScoreNews } from "../onnx/pool/score-news.ts";
import type { TaskSteps } from "../onnx/pool/task-queue.ts";
import type { VectorModel } from "./load-vector-model.ts";
import type { VectorWork } from "./vector-messages.ts";
import type { EncodedText } from "./vector-reader.ts";

// As long as a micro-batch takes, so that whoever waits for a turn hardly notices.
const turnMs = 5;

// The chunks of a call come one after the other, those of other calls between them.
const queriesKept = 16;

/** Makes tasks of scoring, which share the vectors of queries. */
export function createScoreTask(model: Pick<VectorModel, "encode" | "vectorsOf" | "maxPaddedTokens">) {
  const queries = new LRUCache<string, TokenVectors>({ max: queriesKept });

  /**
   * Scores the documents of one task: those whose vectors came with it first, as they take next to no time. Each step is a micro-batch or as
   * many comparisons as take no longer.
   */
  return async function* scoreTask(
    { query, documents }: VectorWork & { type: "score" },
    tell: (news: ScoreNews) => void,
  ): TaskSteps {
    const queryText = model.encode("query", query);
    let inputTokens = 0;
    let queryVectors = queries.get(query);
    if (!queryVectors) {
      const found = await model.vectorsOf([queryText]);
      // The process is ending.
      if (!found) return;
      queryVectors = found[0] as TokenVectors;
      queries.set(query, queryVectors);
      inputTokens += queryText.ids.length;
      yield;
    }
    const score = maxSimOf(queryVectors);
    const teller = createScoreTeller(tell);

    let startedAt = performance.now();
    for (const [position, document] of documents.entries()) {
      if (typeof document === "string") continue;
      teller.add([position], [score(document)]);
      if (performance.now() - startedAt < turnMs) continue;
      teller.tellIfDue();
      yield;
      startedAt = performance.now();
    }

    const texts = new Map<number, EncodedText>();
    documents.forEach((document, position) => {
      if (typeof document === "string") texts.set(position, model.encode("document", document));
    });
    const positions = [...texts.keys()];
    const lengths = [...texts.values()].map(({ ids }) => ids.length);
    for (const batch of planBatches(lengths, { maxPaddedTokens: model.maxPaddedTokens })) {
      const places = batch.map((at) => positions[at] as number);
      const vectors = await model.vectorsOf(places.map((position) => texts.get(position) as EncodedText));
      if (!vectors) return;
      teller.add(places, vectors.map(score));
      teller.tellIfDue();
      yield;
    }
    teller.end({
      truncated: [...texts].flatMap(([index, { keptTokens, totalTokens }]) =>
        keptTokens < totalTokens ? [{ index, keptTokens, totalTokens }] : [],
      ),
      queryTruncated: queryText.keptTokens < queryText.totalTokens,
      inputTokens: inputTokens + lengths.reduce((sum, length) => sum + length, 0),
    });
  };
}
