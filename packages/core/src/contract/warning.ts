/** Something the caller may want to know that did not stop the call. */
export interface Warning {
  code: WarningCode;
  message: string;
}

/**
 * - `empty_documents`: documents without text were not sent and come last.
 * - `depth_below_top_n`: fewer candidates are scored than results were asked for.
 * - `min_score_ignored`: the order has no scores to hold against `minScore`.
 * - `deadline`: time ran out before every candidate was scored.
 * - `untrustworthy_model`: the model does not tell relevant from irrelevant samples, and was asked for all the same.
 * - `query_truncated`: the query alone nearly fills the model's window and was cut.
 * - `no_projection`: token vectors are as long as hidden states, so the layer that makes them comparable may be missing in the export.
 * - `ill_formed_text`: lone surrogates were read as U+FFFD.
 * - `first_stage_ascending`: first-stage scores rise down the list, as distances do, and were not used.
 * - `non_commercial_licence`: the model's licence does not allow commercial use; said once by each reranker.
 * - `missing_scores`: the provider's answer left documents out; they come behind the others, in first-stage order.
 * - `documents_over_limit`: a provider whose scores of several requests cannot be merged takes fewer documents than there
 *   are; the rest keep their order behind.
 * - `instruction_ignored`: this reranker follows no instruction.
 * - `served_by_fallback`: another reranker than the first of a chain made this order.
 * - `passthrough`: reranking failed and the order is the first stage's, as `onError: "passthrough"` asks.
 * - `stage_failed`: a stage of a cascade failed, and the order before it was kept.
 * - `margin_unknown`: not every document has a first-stage score, so nobody can tell whether the first stage is sure.
 * - `times_not_kept`: measured times could not be written; the next process measures again.
 * - `cache_failed`: the cache's store failed; the call went on without it.
 * - `not_calibrated`: another reranker than the calibrated one made the scores; they get no probability.
 * - `calibration_mismatch`: the calibration was made for something else, and is applied all the same, as `onMismatch: "warn"` asks.
 * - `wasm_runtime`: there is no native ONNX runtime here, and the slower WebAssembly one runs the model.
 * - `shared_id`: a list to be fused has different texts of one id; the first of them is kept.
 * - `nothing_in_common`: lists that were fused share no document, as where they name their documents differently.
 * - `retriever_failed`: one of several retrievers failed, and the others served.
 * - `expansion_failed`: the query was not expanded, and was searched with as it is.
 * - `hub_unreachable`: the Hub did not answer and the model is the one that the cache had; said once by each reranker.
 */
export type WarningCode =
  | "empty_documents"
  | "depth_below_top_n"
  | "min_score_ignored"
  | "deadline"
  | "untrustworthy_model"
  | "query_truncated"
  | "no_projection"
  | "ill_formed_text"
  | "first_stage_ascending"
  | "missing_scores"
  | "documents_over_limit"
  | "instruction_ignored"
  | "served_by_fallback"
  | "passthrough"
  | "stage_failed"
  | "margin_unknown"
  | "times_not_kept"
  | "cache_failed"
  | "not_calibrated"
  | "calibration_mismatch"
  | "wasm_runtime"
  | "non_commercial_licence"
  | "shared_id"
  | "nothing_in_common"
  | "retriever_failed"
  | "expansion_failed"
  | "hub_unreachable";
