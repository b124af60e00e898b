export type {
  CalibratedReranker,
  CalibratedThreshold,
  Calibration,
  CalibrationData,
  CalibrationHoldout,
  CalibrationRecord,
  CalibrationTarget,
  CalibrationWarningCode,
  HoldoutEstimate,
  IsotonicMapping,
  PairCounts,
  PlattMapping,
  ScoreMapping,
} from "./calibration.ts";
export type { DocumentInput, RerankDocument } from "./document.ts";
export type { GateReport, GateThresholds, Verdict } from "./gate-report.ts";
export type { Order, OrderContext, Orderer } from "./orderer.ts";
export type { DroppedDocument, DropReason, FirstStage, Passage, RankedDocument, Ranking, StageResult } from "./ranking.ts";
export type {
  Attempt,
  ChunkedReport,
  ListwiseReport,
  MarginReport,
  PlanReport,
  ProviderRequest,
  Receipt,
  StageReport,
  Timing,
  Truncation,
  Usage,
  VectorReport,
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
export type { MeasureOptions, TokenMeasure } from "./token-measure.ts";
export type { Warning, WarningCode } from "./warning.ts";
