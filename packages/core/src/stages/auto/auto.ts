import type { DocumentInput, Ranking, Reranker, RerankOptions } from "../../contract/index.ts";
import { chainSupports } from "../fallback/chain-supports.ts";
import { createLifetime } from "../lifetime.ts";
import { wrapperOf } from "../wrapper-of.ts";
import type { AutoModel, AutoOptions, AutoReranker } from "./auto-options.ts";
import { checkAutoOptions } from "./check-auto-options.ts";
import type { KnownModel } from "./choose-stages.ts";
import { pairTokens } from "./pair-tokens.ts";
import { serveWithinBudget } from "./serve-within-budget.ts";
import { createTimeBook } from "./time-book.ts";
import { createTimeKeeper } from "./time-keeper.ts";
import { timesFolder } from "./time-store.ts";
import { timeCalls, warmUpQuery } from "./warm-up.ts";

/**
 * Chooses model and depth of every call for a time budget, by what was measured on this machine: the best model that can read all
 * candidates in time, and above it, where time is left, a better one for the head (`planBudget`). Every call is a measurement. With more
 * calls under way less is planned. When the budget is over, the best order known is returned; where not even the fastest fits in,
 * the first stage's, at once. `receipt.plan` says what was chosen, `receipt.stages` what came of it.
 *
 * A model that nobody has measured here is tried from 100 ms on if it is small, from 500 ms if it is medium, from two seconds if it
 * is large.
 *
 * `scoreScale` is the best model's, the last: where another one came last whose scale differs, results have no score, and `minScore` is
 * held against the best model's scores only.
 *
 * @param models from the fastest to the best, at least one; disposed with it
 * @throws {RerankError} `invalid_config` for no model, or an option out of range
 *
 * @example
 * import { auto, createLexicalReranker } from "secondpass";
 *
 * const reranker = auto([createLexicalReranker()], { budgetMs: 500, keepIn: false });
 * const { results, receipt } = await reranker.rerank("rust", ["iron", "rust"]);
 * results[0].document; // => "rust"
 * receipt.plan.stages.map(({ reranker, depth }) => [reranker, depth]); // => [["lexical", 2]]
 */
export function auto(models: readonly (Reranker | AutoModel)[], options: AutoOptions): AutoReranker {
  const { budgetMs, minDepth = 10, maxDepth = 200, onStageError = "throw", keepIn = timesFolder() } = options;
  const named = models.map((model): AutoModel => ("reranker" in model ? model : { reranker: model }));
  checkAutoOptions({ budgetMs, minDepth, maxDepth, onStageError, keepIn }, named);
  const folder = keepIn === false ? undefined : keepIn;
  const known = named.map((model): KnownModel => ({ ...model, book: createTimeBook(model.reranker, folder) }));
  const rerankers = known.map(({ reranker }) => reranker);
  const id = `auto(${rerankers.map(({ id }) => id).join(", ")})`;
  const keeper = createTimeKeeper(known.map(({ book }) => book));
  const lifetime = createLifetime(id, rerankers, keeper.close);

  function rerank<D extends DocumentInput>(
    query: string,
    documents: readonly D[],
    call: RerankOptions = {},
  ): Promise<Ranking<D>> {
    const startedAt = performance.now();
    return lifetime.serve(query, documents, call, async (budget) => {
      await keeper.loaded;
      const depth = Math.min(call.depth ?? maxDepth, maxDepth);
      const options = { ...call, depth, deadlineMs: Math.min(call.deadlineMs ?? budgetMs, budgetMs) };
      const settings = { minDepth, onStageError };
      return serveWithinBudget({ id, models: known, settings, keeper, query, documents, options, budget, startedAt });
    });
  }

  const supports = {
    ...chainSupports(rerankers),
    pointwise: false,
    // One that follows them is enough for the order to depend on them.
    instructions: rerankers.some(({ supports }) => supports.instructions),
  };
  const { scoreScale } = rerankers.at(-1) as Reranker;
  return {
    // No fingerprint: the order depends on how busy the machine is.
    ...wrapperOf({ id, scoreScale, supports }, { rerank, dispose: lifetime.dispose }),
    measured: () =>
      known.flatMap(({ reranker, book }) => {
        const time = book.measured();
        if (!time) return [];
        const { fixedMs, msPerToken, calls } = time;
        return [{ reranker: reranker.id, fixedMs, msPer100Tokens: 100 * msPerToken, calls }];
      }),
    async warmUp({ signal } = {}) {
      await keeper.loaded;
      const end = keeper.begin([]);
      try {
        for (const { reranker, book } of known) {
          if (book.isMeasured) continue;
          await timeCalls(reranker, signal, (texts, ms) => {
            const tokens = pairTokens(warmUpQuery, texts, reranker.supports.maxTokens);
            book.add(
              1,
              tokens.reduce((sum, count) => sum + count, 0),
              ms,
            );
          });
        }
      } finally {
        end();
      }
    },
  };
}
