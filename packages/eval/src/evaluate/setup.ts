import { RerankError } from "secondpass";
import { type Collection, openCollection } from "../files/open-collection.ts";
import { type CorpusDocument, findDocuments } from "../files/read-corpus.ts";
import type { RunEntry } from "../files/run.ts";
import { createMeasure, type Measure } from "../metrics/measure-run.ts";
import { sortEntries } from "../metrics/rank-documents.ts";
import type { Division } from "../strata/compare-strata.ts";
import { checkCount, parseShard } from "./check-options.ts";
import { divideQueries } from "./divide-queries.ts";
import { defaultDepth, type MeasureOptions } from "./evaluate-options.ts";
import type { EvaluationWarning } from "./evaluation.ts";
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
  /** Texts of the candidates down to `depth`, and of judged documents where they were wanted. */
  documents: ReadonlyMap<string, CorpusDocument>;
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
  const run = await loadRun(options.run, collection, ids, depth);
  signal?.throwIfAborted();
  const queries = ids.map((id) => ({
    id,
    text: collection.queries.get(id) as string,
    pool: sortEntries(run.get(id) ?? []),
    grades: collection.qrels.get(id) as ReadonlyMap<string, number>,
  }));
  const findings = inspectData(collection, queries, run);
  const candidates = new Set(texts === "none" ? [] : queries.flatMap(({ pool }) => pool.slice(0, depth).map(({ id }) => id)));
  const judged = new Set(queries.flatMap(({ grades }) => [...grades.keys()]));
  const wanted = texts === "shown" ? new Set([...candidates, ...judged]) : candidates;
  const { divisions, onDocument } = await divideQueries(options.strata, queries);
  const { documents, missing } = await findDocuments(collection.corpusFile, wanted, judged, onDocument);
  signal?.throwIfAborted();
  const lost = [...candidates].find((id) => !documents.has(id));
  if (lost !== undefined) {
    const hint = "is the run of another collection?";
    throw new RerankError(
      "invalid_data",
      `the run names document ${lost}, which ${collection.corpusFile} does not have; ${hint}`,
    );
  }
  if (missing.size > 0) {
    const [first] = missing;
    const message = `${missing.size} of ${judged.size} judged documents are not in the corpus, such as ${first}; no run can find them`;
    findings.push({ code: "missing_documents", message });
  }
  return { collection, queries, depth, seed, measure, divisions: divisions(), documents, warnings: findings };
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
