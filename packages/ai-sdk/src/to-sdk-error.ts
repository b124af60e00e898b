import { isRerankError } from "secondpass";
import { sdkError } from "./sdk-error.ts";

/**
 * What a failed call rejects with. `rerank()` tries again only after an `APICallError` that says so, therefore an error that may
 * not come twice becomes one, around the `RerankError` itself. Everything else stays what it is.
 */
export function toSdkError(error: unknown, modelId: string): unknown {
  if (!isRerankError(error) || !error.retryable) return error;
  const { message, status, retryAfterMs } = error;
  // The documents stay out: errors end up in logs.
  const call = { url: `secondpass:${modelId}`, requestBodyValues: {} };
  const fields = { ...call, statusCode: status, responseHeaders: retryHeaders(retryAfterMs), isRetryable: true };
  return sdkError("AI_APICallError", message, fields, error);
}

// The first is the exact one, which the SDK prefers; the second is what everybody knows.
function retryHeaders(retryAfterMs: number | undefined): Record<string, string> | undefined {
  if (retryAfterMs === undefined) return undefined;
  return { "retry-after-ms": String(retryAfterMs), "retry-after": String(Math.ceil(retryAfterMs / 1000)) };
}
