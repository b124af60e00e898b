import { RerankError, type Reranker, type RerankerInput } from "secondpass";
import { seededRandom, shuffled } from "secondpass/adapter";
import { mean } from "simple-statistics";
import { type RerankingSample, readRerankingTask } from "../files/read-reranking-task.ts";
import { mtebMetrics } from "../metrics/mteb-metrics.ts";
import { withReranker } from "./with-reranker.ts";

export interface RerankingTaskOptions {
  /** JSON lines with `query`, `positive` and `negative`, as MTEB's reranking tasks have them; plain or gzipped. */
  file: string;
  reranker: RerankerInput;
  /** Seed of the order in which documents are given to the reranker. Default: 1. */
  seed?: number;
  signal?: AbortSignal;
  onProgress?: (done: number, total: number) => void;
}

export interface RerankingTaskResult {
  /** Samples measured. */
  samples: number;
  /** Samples without a positive or without a negative, which MTEB leaves out as well. */
  skipped: number;
  map: number;
  mrr: number;
}

/**
 * Measures a reranker on a reranking task of MTEB: MAP and MRR@10 as MTEB computes them. Of several queries of a sample, the best
 * score of a document counts. The positives do not come first: each sample's documents are shuffled, so that a reranker which keeps
 * its input's order gains nothing by that.
 *
 * @throws {RerankError} `invalid_data` for a malformed file, or one without a sample that can be measured; what `rerank` throws
 */
export async function evaluateRerankingTask(options: RerankingTaskOptions): Promise<RerankingTaskResult> {
  const all = await readRerankingTask(options.file);
  const samples = all.filter(({ positive, negative }) => positive.length > 0 && negative.length > 0);
  if (samples.length === 0)
    throw new RerankError("invalid_data", `${options.file}: no sample has both a positive and a negative`);
  const random = seededRandom(options.seed ?? 1);
  return withReranker(options.reranker, options.signal, async (reranker) => {
    const values: { map: number; mrr: number }[] = [];
    for (const sample of samples) {
      values.push(await measureSample(reranker, sample, random, options.signal));
      options.onProgress?.(values.length, samples.length);
    }
    return {
      samples: samples.length,
      skipped: all.length - samples.length,
      map: mean(values.map(({ map }) => map)),
      mrr: mean(values.map(({ mrr }) => mrr)),
    };
  });
}

async function measureSample(reranker: Reranker, sample: RerankingSample, random: () => number, signal?: AbortSignal) {
  const { queries, positive, negative } = sample;
  const documents = shuffled(
    [...positive.map((text) => ({ text, relevant: true })), ...negative.map((text) => ({ text, relevant: false }))],
    random,
  );
  const best = documents.map(() => Number.NEGATIVE_INFINITY);
  for (const query of queries) {
    const { results } = await reranker.rerank(
      query,
      documents.map(({ text }) => text),
      { signal },
    );
    // Where there are no scores, as of a listwise reranker, the rank stands for them.
    for (const { index, rank, score } of results) best[index] = Math.max(best[index] as number, score ?? -rank);
  }
  return mtebMetrics(
    documents.map(({ relevant }) => relevant),
    best,
  );
}
