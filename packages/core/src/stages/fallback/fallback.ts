import {
  type DocumentInput,
  type Ranking,
  type Receipt,
  RerankError,
  type Reranker,
  type RerankOptions,
  type Warning,
} from "../../contract/index.ts";
import { addSpent } from "../add-spent.ts";
import { rememberSpent, type Spent, withSpent } from "../failed-attempts.ts";
import { firstStageOrder } from "../first-stage-order.ts";
import { createLifetime } from "../lifetime.ts";
import { isNeverMasked } from "../never-masked.ts";
import { risingProgress } from "../rising-progress.ts";
import { tryReranker } from "../try-reranker.ts";
import { wrapperOf } from "../wrapper-of.ts";
import { chainSupports } from "./chain-supports.ts";

export interface FallbackOptions {
  /**
   * Whether to go on to the next reranker after an error of this one; on `false` the call rejects with the error. Not asked
   * about what is never masked: aborts, the caller's own errors, those of keys and configuration. Default: always.
   */
  when?(error: RerankError, failed: { reranker: string; index: number }): boolean;
  /**
   * Of the time that is left until the deadline, the share that a reranker gets while others wait behind it, above 0 and
   * below 1; the last gets all that is left. Default: 0.7, so 700, 210 and 90 ms of a second for three that hang.
   */
  share?: number;
}

const defaultShare = 0.7;

/**
 * Tries rerankers in turn until one ranks. The receipt lists all attempts, `servedBy` is the one that ranked, and a warning
 * says so where it is not the first. `minScore` is on the first one's scale and applied to no other's scores. The deadline is
 * shared: when it passes with nothing scored, the first-stage order is returned.
 *
 * @param rerankers at least one; disposed with the chain
 * @throws {RerankError} `invalid_config` for an empty chain or a share out of range; a call rejects with `all_failed` where
 * every reranker fails, and at once with an error of keys or configuration, which no other reranker hides
 *
 * @example
 * import { createLexicalReranker, fallback, rerankerFromScorer } from "secondpass";
 *
 * const broken = rerankerFromScorer({
 *   id: "broken",
 *   scoreScale: "logit",
 *   supports: { pointwise: true, abort: false, instructions: false },
 *   score: async () => ({ scores: [NaN, NaN] }),
 *   dispose: async () => {},
 * });
 * const { receipt } = await fallback([broken, createLexicalReranker()]).rerank("rust", ["iron", "rust"]);
 * receipt.servedBy; // => "lexical"
 * receipt.attempts.map(({ outcome }) => outcome); // => ["error", "ok"]
 */
export function fallback(rerankers: readonly Reranker[], options: FallbackOptions = {}): Reranker {
  const chain = [...rerankers];
  const [first] = chain;
  const { share = defaultShare, when = () => true } = options;
  if (!first) throw new RerankError("invalid_config", "fallback needs at least one reranker, got none");
  if (!(share > 0 && share < 1)) {
    throw new RerankError("invalid_config", `share must be a number above 0 and below 1, got ${share}`);
  }
  const lifetime = createLifetime(first.id, chain);

  function rerank<D extends DocumentInput>(
    query: string,
    documents: readonly D[],
    options: RerankOptions = {},
  ): Promise<Ranking<D>> {
    const startedAt = performance.now();
    const leftMs = () => (options.deadlineMs ?? Number.POSITIVE_INFINITY) - (performance.now() - startedAt);
    return lifetime.serve(query, documents, options, async (budget) => {
      const onProgress = risingProgress(options.onProgress, budget);
      const failures: { reranker: Reranker; error: RerankError }[] = [];
      let spent: Spent = { attempts: [], usage: { calls: 0 } };
      // A timer may ring a moment early: the last one's time being over is the call's time being over.
      let timeIsOver = false;
      for (const [index, reranker] of chain.entries()) {
        const left = leftMs();
        if (left <= 0) break;
        const slice = index === chain.length - 1 ? left : left * share;
        const { minScore, ...others } = options;
        const trial = await tryReranker(reranker, query, documents, {
          ...others,
          // A threshold means nothing on another scale.
          ...(index === 0 && minScore !== undefined && { minScore }),
          ...(options.deadlineMs !== undefined && { deadlineMs: slice }),
          ...(onProgress && { onProgress }),
          signal: budget.signal,
        });
        budget.signal.throwIfAborted();
        spent = addSpent(spent, trial.spent);
        if ("ranking" in trial) return withReceipt(trial.ranking, reranker, failures, spent, options, startedAt);
        const { error } = trial;
        if (isNeverMasked(error) || !when(error, { reranker: reranker.id, index })) throw withSpent(error, spent);
        failures.push({ reranker, error });
        timeIsOver = trial.timeIsOver;
      }
      if (timeIsOver || leftMs() <= 0) return timeIsUp(documents, options, spent, startedAt);
      throw allFailed(failures, spent);
    });
  }

  const supports = chainSupports(chain);
  return wrapperOf(first, { supports, rerank, dispose: lifetime.dispose });
}

function withReceipt<D extends DocumentInput>(
  ranking: Ranking<D>,
  server: Reranker,
  failures: readonly { reranker: Reranker; error: RerankError }[],
  spent: Spent,
  { minScore }: RerankOptions,
  startedAt: number,
): Ranking<D> {
  const [first] = failures;
  const warnings: Warning[] = [];
  if (first) {
    const reasons = failures.map(({ reranker, error }) => `${reranker.id}: ${error.code}: ${error.message}`).join("; ");
    warnings.push({
      code: "served_by_fallback",
      message: `${server.id} ranked, with scores on the scale ${server.scoreScale}, after ${reasons}`,
    });
  }
  if (first && minScore !== undefined) {
    const { id, scoreScale } = first.reranker;
    const message = `minScore ${minScore} was not applied: it is on the scale ${scoreScale} of ${id}, and ${server.id} ranked`;
    warnings.push({ code: "min_score_ignored", message });
  }
  const receipt: Receipt = {
    ...ranking.receipt,
    ...spent,
    timing: { ...ranking.receipt.timing, totalMs: performance.now() - startedAt },
    warnings: [...warnings, ...ranking.receipt.warnings],
  };
  return { ...ranking, receipt };
}

function timeIsUp<D extends DocumentInput>(
  documents: readonly D[],
  options: RerankOptions,
  spent: Spent,
  startedAt: number,
): Ranking<D> {
  const reason = `deadline of ${options.deadlineMs} ms passed before any reranker of the chain had scored a document`;
  return firstStageOrder(documents, options, { reason, startedAt, ...spent, warnings: [{ code: "deadline", message: reason }] });
}

function allFailed(failures: readonly { reranker: Reranker; error: RerankError }[], spent: Spent): RerankError {
  const list = failures.map(({ reranker, error }) => `${reranker.id}: ${error.code}: ${error.message}`).join("; ");
  const errors = failures.map(({ error }) => error);
  const error = new RerankError("all_failed", `every reranker of the chain failed: ${list}`, {
    cause: new AggregateError(errors, "every reranker of the chain failed"),
    retryable: errors.some(({ retryable }) => retryable),
  });
  rememberSpent(error, spent);
  return error;
}
