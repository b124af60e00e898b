import type { DocumentInput, Ranking, Reranker, RerankOptions } from "../../contract/index.ts";
import { type CallBudget, startCallBudget } from "../../io/call-budget.ts";
import { type Candidates, prepareCandidates } from "../../rank/index.ts";
import { lateOrder } from "../late-order.ts";
import { createLifetime } from "../lifetime.ts";
import { rerankWithin } from "../rerank-within.ts";
import { risingProgress } from "../rising-progress.ts";
import { wrapperOf } from "../wrapper-of.ts";
import { type ChunkedOptions, type ChunkedSettings, chunkedSettings } from "./chunked-options.ts";
import { documentOrder } from "./document-values.ts";
import { planReading, type ReadingPlan } from "./plan-reading.ts";
import { type ReadCall, rankDocuments } from "./rank-documents.ts";
import { toInput } from "./sent-passage.ts";

/**
 * Reads documents that are too long for the reranker in passages, and makes one score of theirs. Passages are measured by the
 * reranker's own tokenizer, by estimate where it has none; they end with sentences, and a title stands before each. Documents that fit
 * are read as they are, and a call in which all do is the reranker's own. `bestPassage` says where in a document the best one is;
 * the receipt, what was not read.
 *
 * A blend with the first stage stays outside, whole documents against whole documents: chunking a blended reranker chunks what is
 * blended.
 *
 * @throws {RerankError} `invalid_config` for an option out of range
 *
 * @example
 * import { chunked, createReranker } from "secondpass";
 *
 * const reranker = chunked(await createReranker("local"), { tokens: 32, aggregate: "max" });
 * const text = `${"Iron oxide forms on old metal. ".repeat(20)}Install Rust with rustup.`;
 * const { results, receipt } = await reranker.rerank("how do I install rust", ["The weather in Paris is mild.", text]);
 * results[0].index; // => 1
 * results[0].bestPassage.text.endsWith("Install Rust with rustup."); // => true
 * receipt.chunked.documents; // => 1
 * await reranker.dispose();
 */
export function chunked(reranker: Reranker, options: ChunkedOptions = {}): Reranker {
  const settings = chunkedSettings(options);
  if (reranker.changeInside) return reranker.changeInside((inside) => chunked(inside, options));
  const lifetime = createLifetime(reranker.id, [reranker]);

  function rerank<D extends DocumentInput>(
    query: string,
    documents: readonly D[],
    options: RerankOptions = {},
  ): Promise<Ranking<D>> {
    const startedAt = performance.now();
    return lifetime.serve(query, documents, options, async (outer) => {
      const candidates = prepareCandidates(documents, options);
      const plan = await planWithin(outer, query, documents, candidates, options);
      const { aggregate } = settings;
      const call = plan && { reranker, documents, candidates, options, plan, aggregate, startedAt };
      const ranking = call && (await read(call, query, outer));
      return ranking ?? lateOrder(reranker, documents, options, { deadlineMs: options.deadlineMs, startedAt });
    });
  }

  /** `undefined` where the deadline passes before there is a plan. */
  async function planWithin(
    { signal }: CallBudget,
    query: string,
    documents: readonly DocumentInput[],
    candidates: Candidates,
    { priority, deadlineMs }: RerankOptions,
  ): Promise<ReadingPlan | undefined> {
    const budget = startCallBudget({ signals: [signal], deadlineMs });
    try {
      const context = { priority, signal: budget.signal };
      return await budget.race(planReading(reranker, query, documents, candidates, settings, context));
    } catch (error) {
      if (budget.deadlinePassed) return undefined;
      throw error;
    } finally {
      budget.end();
    }
  }

  const { measureTokens: _, ...inside } = reranker;
  const { maxTokens: __, ...supports } = reranker.supports;
  // What is read of a document under a limit of the call depends on the others.
  const pointwise = supports.pointwise && settings.maxCallPassages === Number.POSITIVE_INFINITY;
  const fingerprint = reranker.fingerprint === undefined ? {} : { fingerprint: fingerprintOf(reranker.fingerprint, settings) };
  return wrapperOf(inside, { supports: { ...supports, pointwise }, ...fingerprint, rerank, dispose: lifetime.dispose });
}

/** `undefined` where the reranker misses its deadline. */
async function read<D extends DocumentInput>(
  call: ReadCall<D>,
  query: string,
  outer: CallBudget,
): Promise<Ranking<D> | undefined> {
  const { reranker, documents, candidates, options, plan, startedAt } = call;
  const onProgress = risingProgress(options.onProgress, outer);
  const within: RerankOptions = { ...options, signal: outer.signal, ...(onProgress && { onProgress }) };
  // At least a moment: the reranker itself knows best what to say when time is up.
  if (options.deadlineMs !== undefined) within.deadlineMs = Math.max(1, startedAt + options.deadlineMs - performance.now());
  if (plan.divided === 0) return rerankWithin(reranker, query, documents, within);

  // What is cut short is the list of documents, which is made here.
  const { topN: _, minScore: __, depth: ___, onOrder, ...others } = within;
  const total = candidates.scored.length;
  const inputs = plan.sent.map((passage) => toInput(documents[passage.index] as D, passage));
  const ranking = await rerankWithin(reranker, query, inputs, {
    ...others,
    ...(onProgress && { onProgress: (done, passages) => onProgress(Math.floor((total * done) / passages), total) }),
    ...(onOrder && { onOrder: ofDocuments(onOrder, call) }),
  });
  return ranking && rankDocuments(ranking, call);
}

/** Tells of orders of documents that differ from the one before. */
function ofDocuments(
  onOrder: NonNullable<RerankOptions["onOrder"]>,
  { candidates: { scored, unscored, blank }, plan: { sent }, aggregate }: ReadCall<DocumentInput>,
): (order: readonly number[]) => void {
  let told = scored.join();
  return (passages) => {
    const order = documentOrder(scored, sent, passages, aggregate);
    if (order.join() === told) return;
    told = order.join();
    onOrder([...order, ...unscored, ...blank]);
  };
}

function fingerprintOf(inside: string, settings: ChunkedSettings): string {
  // `Infinity` is null in JSON, as is nothing else here.
  return `${inside} chunked ${JSON.stringify(settings)}`;
}
