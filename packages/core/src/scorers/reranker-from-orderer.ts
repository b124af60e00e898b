import { type Order, type Orderer, RerankError, type Reranker, type RerankOptions, type Warning } from "../contract/index.ts";
import { type CallBudget, startCallBudget } from "../io/call-budget.ts";
import {
  assembleRanking,
  type Candidates,
  firstStageScoreOf,
  minScoreWarnings,
  prepareCandidates,
  whyNoneScored,
} from "../rank/index.ts";
import { instructionWarnings } from "./instruction-warnings.ts";
import { rerankerShell } from "./reranker-shell.ts";

/** What came of a call: an order, or at the deadline the best one known. */
interface Outcome {
  order?: Order;
  deadlinePassed: boolean;
}

/**
 * Makes a reranker of anything that puts documents in order without scores, such as a language model that reads them side by
 * side. Results carry rank only.
 *
 * @example
 * import { rerankerFromOrderer } from "secondpass";
 *
 * const backwards = rerankerFromOrderer({
 *   id: "backwards",
 *   supports: { pointwise: false, abort: false, instructions: false },
 *   order: async (query, texts) => ({ order: texts.map((_, i) => texts.length - 1 - i) }),
 *   dispose: async () => {},
 * });
 * const { results } = await backwards.rerank("any", ["a", "b", "c"]);
 * results.map((result) => result.document); // => ["c", "b", "a"]
 */
export function rerankerFromOrderer(orderer: Orderer): Reranker {
  const { id } = orderer;
  return rerankerShell(
    { ...orderer, scoreScale: "rank", dispose: () => orderer.dispose() },
    async (query, documents, options, inFlight) => {
      const startedAt = performance.now();
      const candidates = prepareCandidates(documents, options);
      const given = candidates.scored.map((index) => firstStageScoreOf(documents[index] as (typeof documents)[number]));
      const firstStageScores = given.every((score) => score !== undefined) ? given : undefined;
      const { order, deadlinePassed } = await orderWithinBudget(orderer, query, candidates, firstStageScores, options, inFlight);
      const totalMs = performance.now() - startedAt;
      const reranked = order !== undefined && order.reranked !== false;
      const reason = whyNotAll(candidates, order, deadlinePassed, options);
      const toIndex = (position: number) => candidates.scored[position] as number;
      const findings = { scores: [], ...(order && { order: order.order.map(toIndex) }) };
      const deadlineWarnings: Warning[] = deadlinePassed && reason ? [{ code: "deadline", message: reason }] : [];
      return {
        ...assembleRanking(documents, candidates, findings, options),
        receipt: {
          reranked,
          servedBy: id,
          ...(reason && { reason }),
          attempts:
            candidates.scored.length === 0
              ? []
              : [{ reranker: id, outcome: deadlinePassed ? "deadline" : "ok", durationMs: totalMs }],
          truncated: [],
          usage: { calls: 0, ...order?.usage },
          timing: { totalMs },
          ...(order?.listwise && { listwise: withIndexes(order.listwise, toIndex) }),
          warnings: [
            ...candidates.warnings,
            ...instructionWarnings(orderer, options),
            ...(order?.warnings ?? []),
            ...deadlineWarnings,
            ...minScoreWarnings([], options),
          ],
        },
      };
    },
  );
}

async function orderWithinBudget(
  orderer: Orderer,
  query: string,
  candidates: Candidates,
  firstStageScores: readonly number[] | undefined,
  options: RerankOptions,
  inFlight: Set<CallBudget>,
): Promise<Outcome> {
  const { texts } = candidates;
  if (texts.length === 0) return { deadlinePassed: false };
  const budget = startCallBudget({ signals: [options.signal], deadlineMs: options.deadlineMs });
  inFlight.add(budget);
  let best: Order | undefined;
  // Whoever called has the first stage's order, and wants to hear of others.
  let told = candidates.scored.join();
  let progress = 0;
  const toIndex = (position: number) => candidates.scored[position] as number;
  const tell = (callback: () => void) => {
    try {
      callback();
    } catch (error) {
      budget.fail(error);
    }
  };
  try {
    const order = await budget.race(
      orderer.order(query, texts, {
        signal: budget.signal,
        priority: options.priority ?? 0,
        ...(options.deadlineMs !== undefined && { deadlineAt: budget.deadlineAt }),
        ...(options.topN !== undefined && { topN: options.topN }),
        ...(options.instruction !== undefined && orderer.supports.instructions && { instruction: options.instruction }),
        ...(firstStageScores && { firstStageScores }),
        onOrder(order) {
          if (budget.signal.aborted) return;
          checkOrder(order, texts.length, orderer.id);
          best = order;
          const indexes = order.order.map(toIndex);
          if (!options.onOrder || indexes.join() === told) return;
          told = indexes.join();
          tell(() => options.onOrder?.([...indexes, ...candidates.unscored, ...candidates.blank]));
        },
        onProgress,
      }),
    );
    checkOrder(order, texts.length, orderer.id);
    onProgress(1, 1);
    if (!budget.deadlinePassed) budget.signal.throwIfAborted();
    return { order, deadlinePassed: false };
  } catch (error) {
    if (budget.deadlinePassed) return { ...(best && { order: best }), deadlinePassed: true };
    throw error;
  } finally {
    inFlight.delete(budget);
    budget.end();
  }

  /** Work done, told as a share of the candidates: nobody outside knows what a call of a model is. */
  function onProgress(done: number, total: number): void {
    const candidatesDone = Math.floor((texts.length * Math.min(done, total)) / total);
    if (budget.signal.aborted || !(candidatesDone > progress)) return;
    progress = candidatesDone;
    tell(() => options.onProgress?.(progress, texts.length));
  }
}

/** Nothing lost, nothing twice: whatever a model said, an order is a permutation. */
function checkOrder({ order }: Order, count: number, id: string): void {
  const known = new Set(order.filter((position) => Number.isInteger(position) && position >= 0 && position < count));
  if (order.length === count && known.size === count) return;
  throw new RerankError(
    "invalid_scores",
    `${id} returned an order of ${order.length} positions for ${count} documents, ${known.size} of them valid`,
    {
      provider: id,
    },
  );
}

function withIndexes(report: NonNullable<Order["listwise"]>, toIndex: (position: number) => number) {
  return {
    ...report,
    seen: report.seen.map(({ index, windows }) => ({ index: toIndex(index), windows })),
    suspicious: report.suspicious.map(({ index, signs }) => ({ index: toIndex(index), signs: [...signs] })),
  };
}

function whyNotAll(
  candidates: Candidates,
  order: Order | undefined,
  deadlinePassed: boolean,
  { deadlineMs }: RerankOptions,
): string | undefined {
  if (deadlinePassed) {
    const what =
      order && order.reranked !== false ? "before the plan was done: this is the best order known" : "before the first answer";
    return `deadline of ${deadlineMs} ms passed ${what}`;
  }
  if (order?.reason) return order.reason;
  if (candidates.scored.length > 0) return undefined;
  return whyNoneScored(candidates);
}
