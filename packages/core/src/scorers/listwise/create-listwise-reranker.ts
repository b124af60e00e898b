import { createHash } from "node:crypto";
import { bulkhead } from "cockatiel";
import type { DocumentInput, Order, OrderContext, Reranker, RerankOptions } from "../../contract/index.ts";
import { checkCall, type FittedPlan, prepareCandidates } from "../../rank/index.ts";
import { rerankerFromOrderer } from "../reranker-from-orderer.ts";
import { checkListwiseOptions } from "./check-listwise-options.ts";
import type { ListwiseOptions } from "./listwise-options.ts";
import { planCall } from "./plan-call.ts";
import type { ListwisePrice } from "./price-listwise.ts";
import { rankListwise } from "./rank-listwise.ts";

/** What a call will take, before it is made. */
export interface ListwiseEstimate extends ListwisePrice {
  strategy: string;
  calls: number;
  rounds: number;
  /** Documents that the model will see. */
  depth: number;
  /** Whether calls and rounds hold exactly; tokens are estimates in any case. */
  isExact: boolean;
}

/** A reranker that can say what it will cost. */
export interface ListwiseReranker extends Reranker {
  /** Calls, rounds, tokens and, with a `price`, dollars of `rerank` with the same arguments, without making any call. */
  plan(query: string, documents: readonly DocumentInput[], options?: RerankOptions): ListwiseEstimate;
}

/**
 * Ranks documents by showing several at a time to a language model. Results carry rank, no score: a model that compares says
 * which is better, not how good. Sun et al., Is ChatGPT Good at Search? (RankGPT), 2023.
 *
 * @throws {RerankError} `invalid_config`, `invalid_options` for options that do not fit
 *
 * @example
 * import { createListwiseReranker } from "secondpass/listwise";
 *
 * // Any LangChain, LlamaIndex or AI SDK model goes through asChatModel; this one always prefers the last.
 * const model = {
 *   id: "made-up",
 *   supports: { schema: false, logprobs: false },
 *   complete: async () => ({ content: "[3] > [2] > [1]" }),
 * };
 * const reranker = createListwiseReranker({ model });
 * reranker.plan("any", ["a", "b", "c"]).calls; // => 1
 * const { results } = await reranker.rerank("any", ["a", "b", "c"]);
 * results.map((result) => result.document); // => ["c", "b", "a"]
 */
export function createListwiseReranker(options: ListwiseOptions): ListwiseReranker {
  checkListwiseOptions(options);
  const { model, scorer } = options;
  const id = `listwise:${model.id}`;
  // All rankings of this reranker together.
  const slots = bulkhead(options.concurrency ?? 8, Number.POSITIVE_INFINITY);

  const reranker = rerankerFromOrderer({
    id,
    supports: { pointwise: false, abort: true, instructions: true },
    fingerprint: fingerprintOf(options),
    order: (query: string, texts: readonly string[], context: OrderContext): Promise<Order> =>
      rankListwise(query, texts, context, options, slots),
    dispose: async () => scorer?.dispose(),
  });

  return {
    ...reranker,
    plan(query, documents, callOptions = {}) {
      checkCall(query, documents, callOptions);
      const { texts } = prepareCandidates(documents, callOptions);
      return toEstimate(planCall(query, texts, callOptions.topN, options));
    },
  };
}

function toEstimate({ plan, depth, price }: FittedPlan & { price: ListwisePrice }): ListwiseEstimate {
  const { strategy, calls, rounds, isExact } = plan;
  return { strategy, calls, rounds, depth, isExact, ...price };
}

/** Everything but what is called back: an order depends on how it was asked for. */
function fingerprintOf({ model, scorer, onCall: _, prompt, ...rest }: ListwiseOptions): string {
  const parts = [model.id, scorer?.id, scorer?.fingerprint, prompt?.id, rest];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
