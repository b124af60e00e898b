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
import type { MeasureOptions } from "./evaluate-options.ts";
import type { EvaluationWarning } from "./evaluation.ts";
import { inspectCorpus } from "./inspect-corpus.ts";
import { inspectData } from "./inspect-data.ts";
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
  /** Texts of the candidates down to `depth`. */
  documents: Documents;
  warnings: EvaluationWarning[];
}

/** @param withTexts whether candidates will be reranked, so that their texts are needed */
export async function setUp(options: MeasureOptions, withTexts: boolean): Promise<Setup> {
  const { depth = 100, limitQueries, seed = 1, signal } = options;
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
  const findings = inspectData(collection, queries, run);
  const named = nameDocuments(queries, withTexts ? depth : 0);
  const { divisions, onDocument } = await divideQueries(options.strata, queries);
  const expected = [...named.run, ...named.judged];
  const { documents, missing } = await findDocuments(collection.corpusFile, named.reranked, { expected, onDocument, signal });
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

function selectQueries({ queries, qrels }: Collection, limit?: number, shard?: string): string[] {
  const judged = [...queries.keys()].filter((id) => qrels.has(id)).slice(0, limit);
  if (shard === undefined) return judged;
  const { index, count } = parseShard(shard);
  const selected = judged.filter((_, i) => i % count === index);
  if (selected.length > 0) return selected;
  throw new RerankError("invalid_options", `shard ${shard} is empty: there are only ${judged.length} queries`);
}
