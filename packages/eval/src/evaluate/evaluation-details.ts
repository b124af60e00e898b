import type { ScoreScale } from "secondpass";
import type { CorpusDocument } from "../files/read-corpus.ts";
import type { RunEntry } from "../files/run.ts";
import type { MetricValues } from "../metrics/measure-run.ts";
import type { RerankedQuery } from "./reranked-query.ts";

/** What an evaluation saw, query by query: all that a report shows. Plain data. */
export interface EvaluationDetails {
  /** What the reranker's scores mean; null without a reranker. */
  scoreScale: ScoreScale | null;
  /** In the order of `queries.jsonl`. */
  queries: QueryDetails[];
  /** Candidates down to the depth and judged documents, each once. */
  documents: CorpusDocument[];
}

/** One query before and after. */
export interface QueryDetails {
  id: string;
  text: string;
  /** All that the run has for it, best first. */
  firstStage: RunEntry[];
  judged: { id: string; grade: number }[];
  baseline: MetricValues;
  reranked: MetricValues;
  /** Absent without a reranker. */
  ranking?: RerankedQuery;
}
