import type { ListwiseShape } from "../../rank/index.ts";
import type { TokenPrice } from "../../scorers/listwise/index.ts";

/** What is to be searched, reranked and answered. Prices are yours: what your provider's page says today. */
export interface CostQuestion {
  /** Documents that the first stage searches. */
  corpus: number;
  /** Candidates that the second stage reads for each query. */
  depth: number;
  /** What reading one document together with a query costs, in comparisons of two vectors. Default: 5000. */
  pairUnits?: number;
  /** Milliseconds that reading one document takes, as measured. Default: no times. */
  msPerPair?: number;
  /** Queries that the sums are for. Default: 1. */
  queries?: number;
  /** Tokens on average; needed where a price is by token. */
  tokens?: {
    query?: number;
    document?: number;
    /** Of an answer that a language model writes. */
    answer?: number;
    /** Of its prompt, documents and query aside. Default: 0. */
    prompt?: number;
  };
  /** Documents that the model which writes the answer reads. Default: `depth`. */
  topN?: number;
  prices?: CostPrices;
}

/** US dollars. Whatever is left out is not reckoned. */
export interface CostPrices {
  /** Turning the corpus, once, and every query into vectors. */
  embedding?: { perMillionTokens: number };
  /** A hosted reranker, or one of your own by the hour; what is given is added up. */
  rerank?: {
    /** A search unit is a query with so many documents, `documentsPerSearchUnit`. */
    perSearchUnit?: number;
    /** Default: 100. */
    documentsPerSearchUnit?: number;
    /** Each document is read with the query, so a query's tokens count once for each of them. */
    perMillionTokens?: number;
    perRequest?: number;
    /** Of a machine that is busy for `depth x msPerPair` a query. */
    perHour?: number;
  };
  /** A language model that ranks, planned as `planListwise` of `secondpass/rank` plans it. */
  listwise?: TokenPrice & Omit<ListwiseShape, "count" | "strategy"> & { strategy?: ListwiseShape["strategy"] };
  /** A language model that writes the answer. */
  generation?: TokenPrice;
}

export interface CostEstimate {
  /** Work for one query, in comparisons of two vectors. */
  units: {
    /** Comparing the query with every document. */
    firstStage: number;
    /** Reading the candidates. */
    rerank: number;
    total: number;
    /** Reading every document instead. */
    everything: number;
    /** How many times less `total` is than `everything`. */
    timesLess: number;
  };
  /** With `msPerPair`: of one query, one pair after the other. */
  ms?: { rerank: number; everything: number };
  /** With `prices`. */
  usd?: {
    /** Embedding the corpus: once, not part of the sums. */
    corpus?: number;
    /** Of one query, by what it is paid for. */
    embedding?: number;
    rerank?: number;
    listwise?: number;
    generation?: number;
    perQuery: number;
    /** Of all `queries`. */
    total: number;
  };
}
