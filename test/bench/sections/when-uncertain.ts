import { join } from "node:path";
import { bootstrapInterval, type Evaluation, evaluate, readRun } from "@secondpass/eval";
import { createReranker, whenUncertain } from "secondpass";
import { marginOf } from "secondpass/rank";
import { noSharedData, sharedData } from "../../data/shared-data.ts";
import { toSkipTable, writeSkipPage } from "../report/when-uncertain-page.ts";
import { sum } from "../statistics.ts";
import type { Section } from "./section.ts";

/** What skipping the surest queries of a collection costs. */
export interface SkipCurve {
  collection: string;
  run: string;
  queries: number;
  /** nDCG@10 of the first stage, and of all reranked. */
  before: number;
  after: number;
  points: SkipPoint[];
  /** The same through `whenUncertain` itself, at the margin that skips a fifth. */
  real: { margin: number; share: number; ndcg: number; calls: number };
}

export interface SkipPoint {
  /** Of the queries, those with the largest margins. */
  share: number;
  /** Least margin among them. */
  margin: number;
  ndcg: number;
  /** 95 % interval of what is lost against reranking all. */
  loss: [low: number, high: number];
}

const collections: readonly { name: string; run: string }[] = [
  { name: "squad-dev-1k", run: "bm25_top100.test.trec" },
  { name: "scifact", run: "bm25_top100.test.trec" },
  { name: "cranfield", run: "bm25_top100.test.trec" },
  { name: "trec-dl19-rerank", run: "runs/BM25.trec" },
  { name: "trec-dl19-rerank", run: "runs/D_BERT_KD_TASB.trec" },
];
const shares = [0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 0.9];
const metric = "ndcg@10";

/** How many queries the margin of the first stage may skip, and what that costs, with the bundled model. */
export const whenUncertainSection: Section = async ({ quick, results }) => {
  if (noSharedData !== undefined) return void process.stderr.write(`when-uncertain is left out: ${noSharedData}\n`);
  const curves: SkipCurve[] = [];
  for (const { name, run } of collections) {
    curves.push(await results.once(`when-uncertain/${name}/${run}`, () => measureCurve(name, run, quick ? 20 : undefined)));
  }
  process.stdout.write(toSkipTable(curves));
  if (!quick) writeSkipPage(curves);
};

async function measureCurve(name: string, runFile: string, limitQueries: number | undefined): Promise<SkipCurve> {
  const collection = join(sharedData, "collections", name);
  const file = join(collection, runFile);
  const shared = { collection, run: file, metrics: [metric], strata: [], ...(limitQueries && { limitQueries }) };
  await using local = await createReranker("local");
  const evaluation = await evaluate({ ...shared, reranker: local, perQuery: true });
  const run = await readRun(file);
  const queries = Object.entries(evaluation.perQuery as NonNullable<Evaluation["perQuery"]>).map(([id, values]) => ({
    // The same candidates as are reranked.
    margin: marginOf((run.get(id) ?? []).slice(0, 100).map(({ score }) => ({ text: id, score }))) ?? Number.NEGATIVE_INFINITY,
    before: values.baseline[metric] as number,
    after: values.reranked[metric] as number,
  }));
  const margins = queries.map(({ margin }) => margin).sort((a, b) => b - a);
  const points = shares.map((share): SkipPoint => {
    const margin = margins[Math.max(0, Math.round(share * margins.length) - 1)] as number;
    const kept = queries.map((query) => (query.margin >= margin ? query.before : query.after));
    const losses = queries.map(({ after }, i) => (kept[i] as number) - after);
    return { share, margin, ndcg: sum(kept) / kept.length, loss: bootstrapInterval(losses) };
  });
  const [, fifth] = points as [SkipPoint, SkipPoint];
  const real = await evaluate({ ...shared, reranker: whenUncertain(local, { margin: fifth.margin }) });
  const calls = real.usage.calls;
  return {
    collection: name,
    run: runFile,
    queries: queries.length,
    before: evaluation.baseline[metric] as number,
    after: evaluation.reranked[metric] as number,
    points,
    real: { margin: fifth.margin, share: 1 - calls / queries.length, ndcg: real.reranked[metric] as number, calls },
  };
}
