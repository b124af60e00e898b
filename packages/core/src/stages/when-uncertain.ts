import {
  type DocumentInput,
  type Ranking,
  RerankError,
  type Reranker,
  type RerankOptions,
  type Warning,
} from "../contract/index.ts";
import {
  areDistances,
  firstStageScoreOf,
  type MarginOptions,
  type MarginScale,
  marginOf,
  mergeWarnings,
  prepareCandidates,
} from "../rank/index.ts";
import { firstStageOrder } from "./first-stage-order.ts";
import { createLifetime } from "./lifetime.ts";
import { wrapperOf } from "./wrapper-of.ts";

/** When the first stage counts as sure. */
export interface MarginPolicy extends MarginOptions {
  /** From this margin on the call is not reranked, above 0; see `marginOf`. There is no default: it is to be measured on your queries. */
  margin: number;
  /** With fewer candidates every call is reranked, at least the lower rank of `between`. Default: that rank. */
  minCandidates?: number;
}

const scales: readonly MarginScale[] = ["none", "range", "deviation"];

/**
 * Reranks only where the first stage is not sure: where its best does not stand far above the others (`marginOf`). A call that
 * is skipped gets the first-stage order and costs nothing; its receipt has `reranked: false`, and `reason` and `margin` say why. `minScore`
 * is not applied to it. Where documents have no scores, or scores that rise as distances do, every call is reranked, with a warning.
 *
 * @throws {RerankError} `invalid_config` for a policy that cannot be meant
 *
 * @example
 * import { createLexicalReranker, whenUncertain } from "secondpass";
 *
 * const reranker = whenUncertain(createLexicalReranker(), { margin: 2 });
 * const documents = (...scores) => scores.map((score) => ({ text: `document ${score}`, score }));
 * const sure = await reranker.rerank("document", documents(9, 4, 3, 2, 1));
 * sure.receipt.reason; // => "the first stage is sure: its margin is 2.154, and 2 is enough"
 * const unsure = await reranker.rerank("document", documents(9, 8, 7, 2, 1));
 * unsure.receipt.margin.skipped; // => false
 * unsure.receipt.servedBy; // => "lexical"
 */
export function whenUncertain(reranker: Reranker, policy: MarginPolicy): Reranker {
  const { margin: threshold, between = [1, 3], normalise = "deviation" } = policy;
  const { minCandidates = between[1] } = policy;
  checkPolicy({ margin: threshold, between, normalise, minCandidates });
  const lifetime = createLifetime(reranker.id, [reranker]);

  function rerank<D extends DocumentInput>(
    query: string,
    documents: readonly D[],
    options: RerankOptions = {},
  ): Promise<Ranking<D>> {
    const startedAt = performance.now();
    return lifetime.serve(query, documents, options, async ({ signal }) => {
      const candidates = prepareCandidates(documents, options).scored.map((index) => documents[index] as D);
      const warnings = candidates.length < minCandidates ? [] : whyUnknown(candidates);
      const value =
        candidates.length < minCandidates || warnings.length > 0 ? undefined : marginOf(candidates, { between, normalise });
      const skipped = value !== undefined && value >= threshold;
      const margin = { ...(value !== undefined && { value }), threshold, skipped };
      if (!skipped) {
        const ranking = await reranker.rerank(query, documents, { ...options, signal });
        return {
          ...ranking,
          receipt: { ...ranking.receipt, margin, warnings: mergeWarnings(ranking.receipt.warnings, warnings) },
        };
      }
      const reason = `the first stage is sure: its margin is ${Number(value.toPrecision(4))}, and ${threshold} is enough`;
      const ranking = firstStageOrder(documents, options, {
        reason,
        startedAt,
        attempts: [{ reranker: reranker.id, outcome: "skipped", durationMs: performance.now() - startedAt }],
        usage: { calls: 0 },
        warnings: [],
      });
      options.onProgress?.(candidates.length, candidates.length);
      return { ...ranking, receipt: { ...ranking.receipt, margin } };
    });
  }

  // Whether a document is scored depends on the others.
  const supports = { ...reranker.supports, pointwise: false };
  const key = JSON.stringify([threshold, between, normalise, minCandidates]);
  const fingerprint = reranker.fingerprint === undefined ? {} : { fingerprint: `${reranker.fingerprint} when uncertain ${key}` };
  return wrapperOf(reranker, { supports, ...fingerprint, rerank, dispose: lifetime.dispose });
}

function whyUnknown(candidates: readonly DocumentInput[]): Warning[] {
  const scores = candidates.map(firstStageScoreOf);
  const missing = scores.filter((score) => score === undefined).length;
  if (missing > 0) {
    const message = `${missing} of ${scores.length} documents have no first-stage score, so all were reranked: nobody can tell whether the first stage is sure`;
    return [{ code: "margin_unknown", message }];
  }
  if (!areDistances(scores as number[])) return [];
  const message = "first-stage scores rise down the list, as distances do: nothing was skipped; negate them to be judged by them";
  return [{ code: "first_stage_ascending", message }];
}

function checkPolicy({ margin, between, normalise, minCandidates }: Required<MarginPolicy>): void {
  if (!(typeof margin === "number" && margin > 0 && Number.isFinite(margin))) {
    throw new RerankError("invalid_config", `margin must be a number above 0, got ${margin}`);
  }
  const [upper, lower] = between;
  if (!(between.length === 2 && Number.isInteger(upper) && Number.isInteger(lower) && upper >= 1 && lower > upper)) {
    throw new RerankError(
      "invalid_config",
      `between must be two ranks, the better first, such as [1, 3]; got ${JSON.stringify(between)}`,
    );
  }
  if (!scales.includes(normalise)) {
    throw new RerankError("invalid_config", `normalise must be ${scales.join(", ")}; got ${JSON.stringify(normalise)}`);
  }
  if (!(Number.isInteger(minCandidates) && minCandidates >= lower)) {
    const message = `minCandidates must be a whole number of at least ${lower}, the lower rank of between; got ${minCandidates}`;
    throw new RerankError("invalid_config", message);
  }
}
