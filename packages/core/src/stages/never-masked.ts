import type { RerankError, RerankErrorCode } from "../contract/index.ts";

const callersOwn: readonly RerankErrorCode[] = ["empty_query", "invalid_document", "invalid_options"];

// They stay until someone changes a key, a name or a file: masked, a reranker that never worked would go unnoticed for good.
const configuration: readonly RerankErrorCode[] = [
  "missing_key",
  "authentication_failed",
  "access_denied",
  "invalid_config",
  "calibration_mismatch",
  "unknown_provider",
  "missing_peer",
  "model_not_found",
  "invalid_model",
  "invalid_tokenizer",
  "untrustworthy_model",
  "offline",
];

const never: ReadonlySet<RerankErrorCode> = new Set([...callersOwn, ...configuration]);

// The address or the model's name is wrong; 400, 413 and 422 may be about these documents.
const wrongAddress: readonly number[] = [404, 405, 410];

/** Whether an error is of a kind that no wrapper hides: the caller's own, or one of keys and configuration. */
export function isNeverMasked({ code, status }: Pick<RerankError, "code" | "status">): boolean {
  if (code === "invalid_request") return status !== undefined && wrongAddress.includes(status);
  return never.has(code);
}
