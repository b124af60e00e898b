import { isRerankError, RerankError, type RerankErrorCode, type RerankErrorJSON } from "../../../contract/index.ts";

/** An error as it crosses from the worker: class instances do not survive the way, plain data does. */
export function toWorkerError(error: unknown, code: RerankErrorCode): RerankErrorJSON {
  if (isRerankError(error)) return error.toJSON();
  return new RerankError(code, error instanceof Error ? error.message : String(error)).toJSON();
}
