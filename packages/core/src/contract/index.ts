export type { DocumentInput, RerankDocument } from "./document.ts";
export type { Order, OrderContext, Orderer } from "./orderer.ts";
export type { DroppedDocument, DropReason, FirstStage, RankedDocument, Ranking } from "./ranking.ts";
export type {
  Attempt,
  ListwiseReport,
  ProviderRequest,
  Receipt,
  Timing,
  Truncation,
  Usage,
  VectorReport,
  Warning,
  WarningCode,
} from "./receipt.ts";
export {
  isRerankError,
  RerankError,
  type RerankErrorCode,
  type RerankErrorJSON,
  type RerankErrorOptions,
} from "./rerank-error.ts";
export type { Reranker, RerankOptions, ScoreScale, Supports } from "./reranker.ts";
export type { ScoreContext, Scorer, Scores } from "./scorer.ts";
