import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import { type Delta, type EvaluateOptions, type Evaluation, evaluateRerankers } from "@secondpass/eval";
import { type Aggregate, blendFirstStage, cached, chunked as chunk, createReranker, type Reranker } from "secondpass";
import { noSharedData, sharedData } from "../../data/shared-data.ts";
import { writeXquadCollection, type XquadLanguage } from "../../data/xquad-articles.ts";
import { writeChunkedPage } from "../report/chunked-page.ts";
import type { Section } from "./section.ts";

/** Ways to read long documents on one collection, the first of which cuts them. */
export interface ChunkedComparison {
  collection: string;
  maxTokens: number;
  queries: number;
  depth: number;
  rows: ChunkedRow[];
}

export interface ChunkedRow {
  how: string;
  ndcg: number;
  /** Against cutting, query by query. */
  delta?: Pick<Delta, "mean" | "ci95" | "pValue">;
  /** Tokens that the model read for a query, where that was counted. */
  tokens?: number;
}

const metric = "ndcg@10";
const aggregates: readonly Aggregate[] = ["max", "softmax", "decay", "topMean", "mean", "first"];
const windows = [128, 512];
const languages: readonly XquadLanguage[] = ["en", "de", "zh", "ar"];

/** Measured: what reading long documents in passages brings, beside cutting them. */
export const chunked: Section = async ({ quick, results }) => {
  if (noSharedData !== undefined) return void process.stderr.write(`chunked is left out: ${noSharedData}\n`);
  const comparisons: ChunkedComparison[] = [];
  for (const name of ["scifact", "cranfield"]) {
    const folder = `${sharedData}collections/${name}`;
    const data = { collection: folder, run: `${folder}/bm25_top100.test.trec`, ...(quick && { limitQueries: 20 }) };
    for (const maxTokens of windows) {
      const measure = () => compare({ ...data, depth: 100 }, maxTokens, aggregates);
      comparisons.push(await results.once(`chunked/${name}/${maxTokens}`, measure));
    }
  }
  for (const language of languages) {
    const measure = async () => {
      const folder = await writeXquadCollection(language);
      try {
        return await compare({ collection: folder, depth: 10, limitQueries: quick ? 20 : 300 }, 512, ["max"]);
      } finally {
        await rm(dirname(folder), { recursive: true });
      }
    };
    comparisons.push(await results.once(`chunked/xquad/${language}`, measure));
  }
  process.stdout.write(writeChunkedPage(comparisons, !quick));
};

async function compare(
  data: Pick<EvaluateOptions, "collection" | "run" | "depth" | "limitQueries">,
  maxTokens: number,
  aggregates: readonly Aggregate[],
): Promise<ChunkedComparison> {
  const model = await createReranker({ local: { blend: 0, maxTokens } });
  // What has been read is read once, however its scores are put together afterwards.
  const [whole, passages] = [cached(model, { store: new Map() }), cached(model, { store: new Map() })];
  const blended = (reranker: Reranker) => blendFirstStage(reranker, { weight: 0.2 });
  const chunks = aggregates.map((aggregate): [string, Reranker] => [aggregate as string, chunk(passages, { aggregate })]);
  const alone: [string, Reranker][] = [["cut", whole], ...chunks];
  const mixed = alone.slice(0, 2).map(([how, reranker]): [string, Reranker] => [`${how}, blended`, blended(reranker)]);
  try {
    const found = [await measure(alone, data), await measure(mixed, data)];
    const { collection, queries, depth } = (found[0] as Measured).about;
    return { collection, maxTokens, queries, depth, rows: found.flatMap(({ rows }) => rows) };
  } finally {
    await model.dispose();
  }
}

interface Measured {
  about: Pick<Evaluation, "collection" | "queries" | "depth">;
  rows: ChunkedRow[];
}

async function measure(ways: readonly [string, Reranker][], data: Omit<EvaluateOptions, "reranker">): Promise<Measured> {
  const rerankers = ways.map(([, reranker]) => reranker);
  const { evaluations, against } = await evaluateRerankers({ ...data, rerankers, metrics: [metric], strata: [] });
  const rows = evaluations.map(({ reranked, usage, queries }, i): ChunkedRow => {
    const delta = against[i - 1]?.delta[metric];
    // Of those that share a cache the first one has read, and nothing is left to read for the blends.
    const tokens = (usage.inputTokens ?? 0) / queries;
    return {
      how: ways[i]?.[0] as string,
      ndcg: reranked[metric] as number,
      ...(delta && { delta }),
      ...(i < 2 && tokens > 0 && { tokens }),
    };
  });
  return { about: evaluations[0] as Evaluation, rows };
}
