import { RerankError } from "secondpass";
import type { Documents } from "../files/document-store.ts";
import { findDocuments } from "../files/find-documents.ts";
import { type Collection, openCollection } from "../files/open-collection.ts";
import type { RunEntry } from "../files/run.ts";
import { createMeasure, type Measure } from "../metrics/measure-run.ts";
import { sortEntries } from "../metrics/rank-documents.ts";
import type { Division } from "../strata/compare-strata.ts";
import { checkCount, parseShard } from "./check-options.ts";
import { divideQueries } from "./divide-queries.ts";
import { defaultDepth, type MeasureOptions } from "./evaluate-options.ts";
import type { EvaluationWarning } from "./evaluation.ts";
import { inspectCorpus } from "./inspect-corpus.ts";
import { inspectData } from "./inspect-data.ts";
import { labelWarnings } from "./label-warnings.ts";
import { loadRun } from "./load-run.ts";

/** One judged query with its candidates. */
export interface JudgedQuery {
  id: string;
  text: string;
  /** Everything that the run has for it, in the order that trec_eval takes it in. */
  pool: RunEntry[];
  grades: ReadonlyMap<string, number>;
}

/** All that rerankers are compared on. */
export interface Setup {
  collection: Collection;
  queries: JudgedQuery[];
  depth: number;
  seed: number;
  measure: Measure;
  divisions: Division[];
  /** Texts of the candidates down to `depth`, and of judged documents where they were wanted. */
  documents: Documents;
  warnings: EvaluationWarning[];
}

/** Whose texts are needed: of nothing, of what is reranked, or of what is shown as well, which is every judged document. */
export type WantedTexts = "none" | "candidates" | "shown";

/** What a call with these options will read of the corpus. */
export function textsFor(options: { report?: string; details?: boolean; isReranked: boolean }): WantedTexts {
  if (options.report !== undefined || options.details) return "shown";
  return options.isReranked ? "candidates" : "none";
}

export async function setUp(options: MeasureOptions, texts: WantedTexts): Promise<Setup> {
  const { depth = defaultDepth, limitQueries, seed = 1, signal } = options;
  checkCount("depth", depth);
  checkCount("limitQueries", limitQueries);
  const measure = createMeasure(options.metrics);
  if (measure.names.length === 0) throw new RerankError("invalid_options", "`metrics` is empty; name at least one");
  const { collection: source } = options;
  const collection = typeof source === "string" ? await openCollection(source, options.split) : source;
  const ids = selectQueries(collection, limitQueries, options.shard);
  signal?.throwIfAborted();
  const run = await loadRun(options.run, collection, ids, depth, signal);
  signal?.throwIfAborted();
  const queries = ids.map((id) => ({
    id,
    text: collection.queries.get(id) as string,
    pool: sortEntries(run.get(id) ?? []),
    grades: collection.qrels.get(id) as ReadonlyMap<string, number>,
  }));
  const findings = [...inspectData(collection, queries, run), ...(await labelWarnings(collection.qrelsFile))];
  const named = nameDocuments(queries, texts === "none" ? 0 : depth);
  const wanted = texts === "shown" ? new Set([...named.reranked, ...named.judged]) : named.reranked;
  const { divisions, onDocument } = await divideQueries(options.strata, queries);
  const expected = [...named.run, ...named.judged];
  const { documents, missing } = await findDocuments(collection.corpusFile, wanted, { expected, onDocument, signal });
  signal?.throwIfAborted();
  const warnings = [...findings, ...inspectCorpus(collection.corpusFile, named, missing)];
  return { collection, queries, depth, seed, measure, divisions: divisions(), documents, warnings };
}

function nameDocuments(queries: readonly JudgedQuery[], depth: number) {
  const [run, reranked, judged] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const { pool, grades } of queries) {
    for (const [i, { id }] of pool.entries()) {
      run.add(id);
      if (i < depth) reranked.add(id);
    }
    for (const id of grades.keys()) judged.add(id);
  }
  return { run, reranked, judged };
}

/** How many documents the run has for the query that it has the most for. */
export function longestPool(queries: readonly Pick<JudgedQuery, "pool">[]): number {
  return queries.reduce((most, { pool }) => Math.max(most, pool.length), 0);
}

function selectQueries({ queries, qrels }: Collection, limit?: number, shard?: string): string[] {
  const judged = [...queries.keys()].filter((id) => qrels.has(id)).slice(0, limit);
  if (shard === undefined) return judged;
  const { index, count } = parseShard(shard);
  const selected = judged.filter((_, i) => i % count === index);
  if (selected.length > 0) return selected;
  throw new RerankError("invalid_options", `shard ${shard} is empty: there are only ${judged.length} queries`);
}
