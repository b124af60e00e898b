import { type DocumentInput, type Ranking, RerankError, type Reranker, type RerankOptions } from "../contract/index.ts";
import { startCallBudget } from "../io/call-budget.ts";
import { shareWork } from "../io/share-work.ts";
import { withSignals } from "../io/with-signals.ts";
import { checkCall } from "../rank/index.ts";
import { createIdentityReranker } from "../scorers/identity.ts";
import {
  type FusedDocument,
  type NamedLists,
  type PipelineRanking,
  type PipelineSteps,
  takeSteps,
  takeStepsOnLists,
} from "../stages/index.ts";
import { makeReranker } from "./create-reranker.ts";
import { isReranker } from "./is-reranker.ts";
import { findPipelineConfig } from "./pipeline/find-pipeline-config.ts";
import { isPipeline } from "./pipeline/is-pipeline.ts";
import type { PipelineInput } from "./pipeline/pipeline-config.ts";
import type { PipelineParts } from "./pipeline/read-pipeline-config.ts";

/** A reranker, and the steps around it, that is made when it is first needed, for constructors, which cannot wait. */
export interface RerankerHandle {
  get(): Promise<Reranker>;
  /** The steps around it; nothing is made for that. */
  steps(): Promise<PipelineSteps>;
  /**
   * As `Pipeline.run` with one list; making the reranker counts towards abort and deadline. Calls share what is being made: it is ended, a
   * download above all, when every call that waited for it has aborted; a deadline lets it go on for the next call.
   *
   * @param signals further signals that end the call, beside `options.signal`
   */
  rerank<D extends DocumentInput>(
    query: string,
    documents: readonly D[],
    options?: RerankOptions,
    signals?: readonly (AbortSignal | undefined)[],
  ): Promise<Ranking<D>>;
  /** As `Pipeline.run` with several lists. */
  rerankLists<D extends DocumentInput>(
    query: string,
    lists: NamedLists<D>,
    options?: RerankOptions,
  ): Promise<PipelineRanking<FusedDocument<D>>>;
  /** Disposes the reranker if the handle made it; one that was handed in stays the caller's. */
  dispose(): Promise<void>;
}

export function createRerankerHandle(input: PipelineInput | undefined): RerankerHandle {
  const atHand = isPipeline(input) ? input : isReranker(input) ? { reranker: input, steps: {} } : undefined;
  let reading: Promise<PipelineParts> | undefined;
  const making = shareWork(
    async (signal) => {
      const { config, path } = await read();
      // What could not be made, such as a misspelt name, may be written otherwise at the next call.
      return makeReranker(config, path, { signal }).catch(forget);
    },
    (reranker) => reranker.dispose(),
  );
  let disposed = false;

  function read(): Promise<PipelineParts> {
    reading ??= findPipelineConfig(input).catch(forget);
    return reading;
  }

  function forget(error: unknown): never {
    reading = undefined;
    throw error;
  }

  async function get(signal?: AbortSignal): Promise<Reranker> {
    if (atHand) return atHand.reranker;
    // A call that comes late, such as one that waited for its first stage, must not make what nobody will dispose.
    if (disposed) throw disposedError();
    // What failed now, such as a missing file, may be there at the next call.
    return making.join(signal);
  }

  async function steps(): Promise<PipelineSteps> {
    return (atHand ?? (await read())).steps;
  }

  /** `undefined` when the deadline passed first. */
  async function getWithin(deadlineMs: number | undefined, signal: AbortSignal): Promise<Reranker | undefined> {
    const budget = startCallBudget({ deadlineMs });
    try {
      return await budget.race(get(signal));
    } catch (error) {
      if (budget.deadlinePassed) return undefined;
      throw error;
    } finally {
      budget.end();
    }
  }

  /** Reranks with what is made by then; within the deadline of the call all the same. */
  async function rerank<D extends DocumentInput>(
    query: string,
    documents: readonly D[],
    options: RerankOptions & { signal: AbortSignal },
  ): Promise<Ranking<D>> {
    const startedAt = performance.now();
    const { deadlineMs, signal } = options;
    const reranker = await getWithin(deadlineMs, signal);
    if (!reranker) return firstStageOrder(query, documents, options);
    // At least a moment: the reranker itself knows best what to say when time is up.
    const left = deadlineMs === undefined ? undefined : Math.max(1, deadlineMs - (performance.now() - startedAt));
    return reranker.rerank(query, documents, { ...options, deadlineMs: left });
  }

  function rerankerUntil(signal: AbortSignal): Pick<Reranker, "rerank"> {
    return { rerank: (query, documents, options) => rerank(query, documents, { ...options, signal }) };
  }

  return {
    get: () => get(),
    steps,
    rerank: (query, documents, options = {}, signals = []) =>
      withSignals([options.signal, ...signals], async (signal) => {
        checkCall(query, documents, options);
        const { candidates, ...ranking } = await takeSteps(rerankerUntil(signal), await steps(), query, documents, options);
        return ranking;
      }),
    rerankLists: (query, lists, options = {}) =>
      withSignals([options.signal], async (signal) =>
        takeStepsOnLists(rerankerUntil(signal), await steps(), query, lists, options),
      ),
    async dispose() {
      disposed = true;
      making.cancel(disposedError());
      const reranker = await making.current?.catch(() => undefined);
      await reranker?.dispose();
    },
  };
}

function disposedError(): RerankError {
  return new RerankError("disposed", "this was disposed; create a new one");
}

async function firstStageOrder<D extends DocumentInput>(
  query: string,
  documents: readonly D[],
  { topN, minScore, deadlineMs }: RerankOptions,
): Promise<Ranking<D>> {
  const ranking = await createIdentityReranker().rerank(query, documents, { topN, minScore });
  const reason = `deadline of ${deadlineMs} ms passed while the reranker was being made`;
  ranking.receipt.reason = reason;
  ranking.receipt.warnings.push({ code: "deadline", message: reason });
  return ranking;
}
