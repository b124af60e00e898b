import type { GateReport } from "./gate-report.ts";
import type { RerankErrorJSON } from "./rerank-error.ts";
import type { Warning } from "./warning.ts";

/** What happened during a call: who ranked, what was cut, what it cost. Plain data, safe to log. */
export interface Receipt {
  /** Whether the order is a reranker's rather than the first stage's. */
  reranked: boolean;
  /** `id` of the reranker whose order this is. */
  servedBy: string;
  /** Why the documents were not reranked, or not all of them. */
  reason?: string;
  attempts: Attempt[];
  /** Documents that were read only in part. */
  truncated: Truncation[];
  usage: Usage;
  timing: Timing;
  warnings: Warning[];
  /** Where scores were blended with the first stage: its weight between 0 and 1, and what stood for it. */
  blend?: { weight: number; with: "firstStage" | "bm25" };
  /** Where likeness to the best candidates counts: its weight between 0 and 1. */
  feedback?: { weight: number };
  /** Where the model came from the Hub: repository, the commit that its files are of, and the ONNX file. */
  model?: { id: string; revision: string; file: string };
  /** Requests sent to a provider, in the order in which they were answered. */
  requests?: ProviderRequest[];
  /** Where a language model ranked: what its answers were like. */
  listwise?: ListwiseReport;
  /** Where several rerankers looked one after the other: what each was given, and what came of it. */
  stages?: StageReport[];
  /** Where models and depths were chosen for a time budget. */
  plan?: PlanReport;
  /** Where a call is reranked only if the first stage is not sure: how far its best stood above the others. */
  margin?: MarginReport;
  /** Where documents were too long to be read at once. */
  chunked?: ChunkedReport;
  /** Where vectors were compared: of how many documents they came from the caller's store, and of how many they were computed. */
  vectors?: VectorReport;
  /** Where a pipeline judges what was found. */
  gate?: GateReport;
  /** Where a pipeline put the results in another order than best first, for whoever reads them. */
  arranged?: "reverse" | "ends";
  /** Where scores came from a cache: how many of the documents it knew. `hitRate` is `hits / (hits + misses)`. */
  cache?: { hits: number; misses: number; hitRate: number };
}

/** One stage of a cascade. */
export interface StageReport {
  /** `id` of its reranker. */
  reranker: string;
  /** Documents that it was given, from the top of the order that there was. */
  documents: number;
  /** Whether the order after it is its own. */
  reranked: boolean;
  /** Why not, or not completely. */
  reason?: string;
  durationMs: number;
}

/** What was chosen for a time budget. */
export interface PlanReport {
  /** What there was, in milliseconds. */
  budgetMs: number;
  /** What the stages were expected to take, rather too long than too short. */
  predictedMs: number;
  /** Empty where nothing fitted in. What they really took is in `stages` of the receipt. */
  stages: { reranker: string; depth: number; predictedMs: number }[];
  /** Calls that were under way when it was chosen, this one included. */
  inFlight: number;
}

/** Whether the first stage was sure. */
export interface MarginReport {
  /** Absent where it could not be told. */
  value?: number;
  /** From here on the first stage counts as sure. */
  threshold: number;
  skipped: boolean;
}

/** What long documents were divided into. */
export interface ChunkedReport {
  /** Documents that were divided. */
  documents: number;
  /** Passages of them that were sent to be read. */
  passages: number;
  /** Most tokens of one passage, its title included. */
  tokens: number;
  /** Whether tokens were estimated from the characters, as where a provider has the tokenizer. */
  estimated?: boolean;
}

/** Where the vectors of documents came from. */
export interface VectorReport {
  stored: number;
  computed: number;
}

/** What a language model's ranking was made of. */
export interface ListwiseReport {
  /** `slidingWindow`, `select` ... as it was executed. */
  strategy: string;
  /** Calls of the model, retries included, and how many of them were retries. */
  calls: number;
  retries: number;
  /** Calls one after the other on the longest path. */
  rounds: number;
  /** Windows that no call answered: their documents kept the order that they had. */
  failedWindows: number;
  /** Answers that were not a clean permutation, by what was wrong with them. */
  repairs: {
    answers: number;
    missing: number;
    duplicate: number;
    unknown: number;
    unparsed: number;
    refused: number;
    truncated: number;
  };
  /** How often the model saw each document, by index in the input. */
  seen: { index: number; windows: number }[];
  /** Whether the whole plan was executed. */
  complete: boolean;
  /** Documents whose text looks as if it were written for the model rather than the reader. Told of, never dropped. */
  suspicious: { index: number; signs: string[] }[];
  /** Name and version of the prompt. */
  prompt: string;
}

/** One request to a provider, retries included. */
export interface ProviderRequest {
  /** What the provider calls it; name it when you write to them. */
  id?: string;
  documents: number;
  /** How often it was sent. */
  attempts: number;
  durationMs: number;
}

export interface Attempt {
  /** `id` of the reranker that was tried. */
  reranker: string;
  /** `skipped`: it was not asked, on purpose. */
  outcome: "ok" | "deadline" | "error" | "skipped";
  durationMs: number;
  error?: RerankErrorJSON;
}

export interface Truncation {
  /** 0-based position in the input. */
  index: number;
  /** Tokens of the document that were read, of those that it has. */
  keptTokens: number;
  totalTokens: number;
  /** Whether the tokens were estimated from the characters, as where a provider has the tokenizer. */
  estimated?: boolean;
}

export interface Usage {
  inputTokens?: number;
  outputTokens?: number;
  searchUnits?: number;
  /** Calls of a model or an API: one per request sent, 0 when there was nothing to score. */
  calls: number;
  costUsd?: number;
}

export interface Timing {
  totalMs: number;
  /** Waiting for a free worker or connection. */
  queueMs?: number;
  /** Inside the model, tokenising included. */
  inferenceMs?: number;
}
