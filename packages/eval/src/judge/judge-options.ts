import type { AnyChatModel, NamedModelOptions, TokenPrice } from "secondpass/listwise";
import type { UnjudgedCollection } from "../files/open-collection.ts";
import type { Qrels, Run } from "../files/run.ts";
import type { JudgeQuote } from "./judge-quote.ts";
import type { Rubric } from "./rubric.ts";

/** What is to be judged, and how. */
export interface JudgeOptions {
  /** Folder with `corpus.jsonl` and `queries.jsonl`, or a collection that is already open. Judgments need not be there. */
  collection: string | UnjudgedCollection;
  /**
   * What is judged: the first `depth` documents of a TREC run's file or a run in memory; of several, those of each together, as TREC
   * pools them. Judge the runs of all systems that are to be compared. Default: BM25 over the whole corpus, made here.
   */
  run?: string | Run | readonly (string | Run)[];
  /** Documents of each run for each query, at least 1. Default: 10. */
  depth?: number;
  /** So many queries, drawn by chance; a larger number draws the same ones and more. Default: all. */
  limitQueries?: number;
  /** Times that each document is graded, each time among others in another order. From 2 on there is repeat agreement. Default: 2. */
  repeats?: number;
  /** Documents shown at a time, at least 1. Default: 5. */
  batchSize?: number;
  /** What the grades 0 to 3 mean. Default: `defaultRubric`. */
  rubric?: Rubric;
  /** Tokens shown of each document, estimated; the report says how many were cut. Default: 600. */
  passageTokens?: number;
  /**
   * Judgments of people, or their file, for agreement; a file that a judge of ours has written is refused. Default: the collection's
   * `qrels/<split>.tsv` where there is one by people; `false` for none.
   */
  human?: string | Qrels | false;
  /** Default: `test`. */
  split?: string;
  /** From which grade on people's judgments mean relevant, for the agreement on that. Default: 2 where they go up to 3, else 1. */
  humanRelevantFrom?: number;
  /** Judges only what people have judged: to see the agreement before the whole is paid for. Default: false. */
  agreementOnly?: boolean;
  /** For shuffles, samples and intervals: the same seed, the same questions. Default: 1. */
  seed?: number;
  /** A file of what was answered so far: a judging that was stopped, or one that is to go deeper, asks nothing twice. */
  checkpoint?: string;
  /** For the quote and the receipt, and for `maxCostUsd`. */
  price?: TokenPrice;
  /** Reasoning tokens to leave room for in an answer. Default: 0. */
  reasoningTokens?: number;
  /** Ends the judging with the signal's reason; what was answered is in the checkpoint. */
  signal?: AbortSignal;
}

/** How the model is asked. */
export interface AskOptions {
  /** `openai:gpt-5-mini`, `http://host:port/v1#MODEL`, or a model object of LangChain, LlamaIndex or the AI SDK. */
  model: string | AnyChatModel;
  /** Key, address, limits of a model that is named. */
  modelOptions?: NamedModelOptions;
  /** Times that a document is asked about again, where an answer gave it no grade. Default: 1. */
  retries?: number;
  /** Calls under way at a time. Default: 4. */
  concurrency?: number;
  /** Most calls, retries included. A quote above it is refused before the first; reached later, it ends the judging with what is done. Default: no limit. */
  maxCalls?: number;
  /** Most US dollars, in the same way; needs `price`. Default: no limit. */
  maxCostUsd?: number;
  /** Called with what it will take, before the first call. */
  onQuote?: (quote: JudgeQuote) => void;
  /** Called with the calls made so far and how many there will be, retries known so far included. */
  onProgress?: (done: number, total: number) => void;
}
