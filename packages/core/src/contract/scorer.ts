import type { Timing, Usage, Warning } from "./receipt.ts";
import type { ScoreScale, Supports } from "./reranker.ts";

/**
 * Scores documents for a query: scores in input order, nothing sorted, nothing dropped. Whoever writes a scorer gets the
 * rest of the contract from `rerankerFromScorer`: validation, depth, ties, topN, deadline, receipt.
 */
export interface Scorer {
  readonly id: string;
  readonly scoreScale: ScoreScale;
  readonly supports: Supports;
  /**
   * @param texts at least one, none of them blank
   * @returns one finite score per text
   */
  score(query: string, texts: readonly string[], context: ScoreContext): Promise<Scores>;
  dispose(): Promise<void>;
}

export interface ScoreContext {
  /** Stop and reject when it aborts; that is also how a deadline ends the work. */
  signal: AbortSignal;
  /** Higher goes first where calls wait for the same workers. */
  priority: number;
  /** Whether time is limited. Scores of the first texts are then worth more than those of the last. */
  hasDeadline: boolean;
  /** Report scores as they come in, so that a deadline can use them. `indexes` are positions in `texts`. */
  onScores(indexes: readonly number[], scores: readonly number[]): void;
}

export interface Scores {
  /** In the order of the texts. */
  scores: readonly number[];
  /** Texts that were cut, by their position in `texts`. */
  truncated?: readonly { index: number; keptTokens: number; totalTokens: number }[];
  usage?: Partial<Usage>;
  timing?: Pick<Timing, "queueMs" | "inferenceMs">;
  warnings?: readonly Warning[];
}
