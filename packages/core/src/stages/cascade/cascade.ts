import { type DocumentInput, type Ranking, RerankError, type Reranker, type RerankOptions } from "../../contract/index.ts";
import { createLifetime } from "../lifetime.ts";
import { wrapperOf } from "../wrapper-of.ts";
import { cascadeSupports } from "./cascade-supports.ts";
import { runStages } from "./run-stages.ts";

export interface CascadeStage {
  reranker: Reranker;
  /** Documents that it reads, from the top of the order before it, at least 1. Default: all. */
  depth?: number;
}

export interface CascadeOptions {
  /**
   * Of the time that is left until the deadline, the share that a stage may take while others wait behind it, above 0 and below
   * 1; the last gets all that is left. What a stage does not take is the others'. Default: 0.5.
   */
  share?: number;
  /**
   * What becomes of a call in which a stage fails: it rejects, or the order before that stage is kept, with a warning
   * `stage_failed`. Errors of keys and configuration are never hidden. Default: `throw`.
   */
  onStageError?: "throw" | "keep";
}

const defaultShare = 0.5;

/**
 * Lets each reranker rerank the head of the order of the one before it: a fast one reads all candidates, a better one the best of
 * them. What a stage does not read keeps its order below. `score` is the last stage's, on its scale, and only what that stage has
 * read has one; `stages` of each result says what the others made of it. `minScore` is on the last stage's scale: what that stage has not
 * read does not reach it. `topN` is applied at the end. When the deadline passes, the order of the stages that are through is returned.
 *
 * To a stage, the first stage is whatever came before it: its documents come with the scores of the order that they stand in, so
 * that a blend or `whenUncertain` in it is about them.
 * Matveeva et al., High accuracy retrieval with multiple nested ranker, SIGIR 2006.
 *
 * @param stages at least one; their rerankers are disposed with the cascade, each once
 * @throws {RerankError} `invalid_config` for no stage, or an option out of range; a call rejects with what a stage rejects with
 *
 * @example
 * import { cascade, createLexicalReranker, rerankerFromScorer } from "secondpass";
 *
 * const byLength = rerankerFromScorer({
 *   id: "length",
 *   scoreScale: "similarity",
 *   supports: { pointwise: true, abort: false, instructions: false },
 *   score: async (query, texts) => ({ scores: texts.map((text) => text.length) }),
 *   dispose: async () => {},
 * });
 * const reranker = cascade([{ reranker: createLexicalReranker() }, { reranker: byLength, depth: 2 }]);
 * const { results, receipt } = await reranker.rerank("rust", ["a recipe for bread", "rust", "rust and iron"]);
 * results.map(({ document, score }) => [document, score]); // => [["rust and iron", 13], ["rust", 4], ["a recipe for bread", undefined]]
 * receipt.stages.map(({ reranker, documents }) => [reranker, documents]); // => [["lexical", 3], ["length", 2]]
 */
export function cascade(stages: readonly CascadeStage[], options: CascadeOptions = {}): Reranker {
  const { share = defaultShare, onStageError = "throw" } = options;
  const chain = stages.map(({ reranker, depth = Number.POSITIVE_INFINITY }) => ({ reranker, depth }));
  const [first, ...others] = chain.map(({ reranker }) => reranker);
  if (!first) throw new RerankError("invalid_config", "cascade needs at least one stage, got none");
  checkOptions(stages, share, onStageError);
  const last = others.at(-1) ?? first;
  const id = `cascade(${chain.map(({ reranker }) => reranker.id).join(", ")})`;
  const lifetime = createLifetime(id, [first, ...others]);

  function rerank<D extends DocumentInput>(
    query: string,
    documents: readonly D[],
    options: RerankOptions = {},
  ): Promise<Ranking<D>> {
    const startedAt = performance.now();
    const timeFor = (stage: number, leftMs: number) => (stage === chain.length - 1 ? leftMs : leftMs * share);
    return lifetime.serve(query, documents, options, (budget) =>
      runStages({ id, stages: chain, query, documents, options, budget, startedAt, onStageError, timeFor }),
    );
  }

  const supports = cascadeSupports([first, ...others]);
  const { scoreScale } = last;
  return wrapperOf({ id, scoreScale, supports, ...fingerprintOf(chain) }, { rerank, dispose: lifetime.dispose });
}

function checkOptions(stages: readonly CascadeStage[], share: number, onStageError: string): void {
  const wrong = stages.findIndex(({ depth = 1 }) => !(Number.isInteger(depth) && depth >= 1));
  if (wrong >= 0) {
    const message = `depth of stage ${wrong + 1} must be a whole number of at least 1, got ${stages[wrong]?.depth}; leave it out for all documents`;
    throw new RerankError("invalid_config", message);
  }
  if (!(share > 0 && share < 1)) {
    throw new RerankError("invalid_config", `share must be a number above 0 and below 1, got ${share}`);
  }
  if (onStageError !== "throw" && onStageError !== "keep") {
    throw new RerankError("invalid_config", `onStageError must be "throw" or "keep", got ${JSON.stringify(onStageError)}`);
  }
}

/** Nothing where one of them has none: nobody can tell then when scores change. */
function fingerprintOf(chain: readonly { reranker: Reranker; depth: number }[]): Pick<Reranker, "fingerprint"> {
  const parts = chain.map(({ reranker: { id, fingerprint }, depth }) => [id, fingerprint, String(depth)]);
  return parts.some(([, fingerprint]) => fingerprint === undefined) ? {} : { fingerprint: JSON.stringify(parts) };
}
