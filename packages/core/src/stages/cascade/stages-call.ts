import type { DocumentInput, Reranker, RerankOptions } from "../../contract/index.ts";
import type { CallBudget } from "../../io/call-budget.ts";
import type { StageOutcome } from "./stage-outcome.ts";

/** One call that goes through several rerankers, each of which reranks the head of the order before it. */
export interface StagesCall<D extends DocumentInput> {
  /** Of the whole. */
  id: string;
  stages: readonly { reranker: Reranker; depth: number }[];
  query: string;
  documents: readonly D[];
  options: RerankOptions;
  budget: CallBudget;
  startedAt: number;
  onStageError: "throw" | "keep";
  /** Milliseconds, of those that are left, that a stage gets. */
  timeFor(stage: number, leftMs: number): number;
  /** Called when a stage is over. */
  onStage?(stage: number, outcome: StageOutcome): void;
}
