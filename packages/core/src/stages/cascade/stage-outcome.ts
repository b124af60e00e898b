import type { Ranking, RerankError, Reranker, StageReport } from "../../contract/index.ts";
import type { Spent } from "../failed-attempts.ts";

/** How one stage of a cascade did. */
export interface StageOutcome {
  reranker: Reranker;
  /** Documents that it was given, by index in the input, in the order before it. */
  head: readonly number[];
  isLast: boolean;
  spent: Spent;
  durationMs: number;
  /** Of the head; absent where the order before it was kept. */
  ranking?: Ranking;
  /** Why it has not, or not completely, ranked in its time. */
  lateReason?: string;
  /** Why it failed, where that is no error of the call. */
  error?: RerankError;
}

/** What the receipt says of a stage. */
export function reportOf({ reranker, head, ranking, durationMs, ...outcome }: StageOutcome): StageReport {
  const reason = reasonOf(outcome) ?? ranking?.receipt.reason;
  return {
    reranker: reranker.id,
    documents: head.length,
    reranked: ranking?.receipt.reranked ?? false,
    ...(reason !== undefined && { reason }),
    durationMs,
  };
}

/** Why a stage did not do what it was to do. One that chose not to rerank has done so. */
export function problemOf(outcome: StageOutcome): string | undefined {
  const reason = reasonOf(outcome);
  if (reason !== undefined) return reason;
  const { receipt } = outcome.ranking as Ranking;
  const isChosen = !receipt.reranked && receipt.warnings.every(({ code }) => code !== "passthrough");
  return isChosen ? undefined : receipt.reason;
}

function reasonOf({ error, lateReason }: Pick<StageOutcome, "error" | "lateReason">): string | undefined {
  return error ? `${error.code}: ${error.message}` : lateReason;
}
