import type { Receipt, Usage } from "./receipt.ts";
import type { Supports } from "./reranker.ts";
import type { Warning } from "./warning.ts";

/**
 * Puts documents in order by looking at them side by side: no scores, only an order. Whoever writes one gets the rest of the
 * contract from `rerankerFromOrderer`.
 */
export interface Orderer {
  readonly id: string;
  readonly supports: Supports;
  /** As in `Reranker.fingerprint`. */
  readonly fingerprint?: string;
  /**
   * @param texts at least one, none of them blank, in first-stage order
   * @returns every position in `texts` once, best first
   */
  order(query: string, texts: readonly string[], context: OrderContext): Promise<Order>;
  dispose(): Promise<void>;
}

export interface OrderContext {
  /** Stop and reject when it aborts; that is also how a deadline ends the work. */
  signal: AbortSignal;
  /** When time is up, on the clock of `performance.now()`. */
  deadlineAt?: number;
  /** How many of the best matter. */
  topN?: number;
  /** What to look for beside the query; given where `supports.instructions`. */
  instruction?: string;
  /** Higher goes first where calls wait for the same model. */
  priority: number;
  /** First-stage scores of the texts, where every one of them has one. */
  firstStageScores?: readonly number[];
  /**
   * Report the best order known so far and all that has been spent, so that a deadline can use it. The caller is told of orders that
   * differ from the one before.
   */
  onOrder(order: Order): void;
  /** Report how much of the work is done, in any unit; the caller hears it as a number of documents. */
  onProgress(done: number, total: number): void;
}

export interface Order {
  /** Positions in `texts`, best first: a permutation. */
  order: readonly number[];
  usage?: Partial<Usage>;
  warnings?: readonly Warning[];
  /** Whether any of it is the model's rather than the first stage's. Default: true. */
  reranked?: boolean;
  /** Why not, or not completely. */
  reason?: string;
  /** What is particular to the kind of reranker; goes into the receipt as it is. Document positions in it are in `texts`. */
  listwise?: Receipt["listwise"];
}
