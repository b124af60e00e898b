import type { DocumentInput, RerankDocument } from "./document.ts";
import type { ProviderRequest, Timing, Truncation, Usage, VectorReport } from "./receipt.ts";
import type { ScoreScale, Supports } from "./reranker.ts";
import type { TokenMeasure } from "./token-measure.ts";
import type { Warning } from "./warning.ts";

/**
 * Scores documents for a query: scores in input order, nothing sorted, nothing dropped. Whoever writes a scorer gets the
 * rest of the contract from `rerankerFromScorer`: validation, depth, ties, topN, deadline, receipt.
 */
export interface Scorer {
  readonly id: string;
  readonly scoreScale: ScoreScale;
  readonly supports: Supports;
  /** As in `Reranker.fingerprint`. */
  readonly fingerprint?: string;
  /** The text that is read for a document that has more than text. Default: `title. text`. */
  render?(document: RerankDocument): string;
  /**
   * @param texts at least one, none of them blank
   * @returns one finite score per text
   */
  score(query: string, texts: readonly string[], context: ScoreContext): Promise<Scores>;
  /** As `Reranker.measureTokens`, of texts as they would be scored. */
  measureTokens?(
    query: string,
    texts: readonly string[],
    context: Pick<ScoreContext, "signal" | "priority">,
  ): Promise<TokenMeasure>;
  dispose(): Promise<void>;
}

export interface ScoreContext {
  /** Stop and reject when it aborts; that is also how a deadline ends the work. */
  signal: AbortSignal;
  /** Higher goes first where calls wait for the same workers. */
  priority: number;
  /** When time is up, on the clock of `performance.now()`. Scores of the first texts are then worth more than those of the last. */
  deadlineAt?: number;
  /** The scores of the best so many suffice: nothing later looks at the others. */
  topN?: number;
  /** What to look for beside the query; given where `supports.instructions`. */
  instruction?: string;
  /** The documents that the texts are of, the first where several have the same text: for what is known of them elsewhere. */
  documents: readonly DocumentInput[];
  /** Report scores as they come in, so that a deadline can use them. `indexes` are positions in `texts`. */
  onScores(indexes: readonly number[], scores: readonly number[]): void;
}

export interface Scores {
  /** In the order of the texts. `undefined` only where `partial`: such documents come behind the others. */
  scores: readonly (number | undefined)[];
  /** Whether scores may be missing, as in an answer from outside. Default: false. */
  partial?: boolean;
  /** Texts that were cut, by their position in `texts`. */
  truncated?: readonly Truncation[];
  requests?: readonly ProviderRequest[];
  usage?: Partial<Usage>;
  vectors?: VectorReport;
  timing?: Pick<Timing, "queueMs" | "inferenceMs">;
  warnings?: readonly Warning[];
}
