import { RerankError } from "../../contract/index.ts";
import type { KnownModel } from "./known-model.ts";

/**
 * Refuses a model that would be downloaded in vain.
 *
 * @throws {RerankError} `invalid_model`
 */
export function checkUsable({ id, unusable }: KnownModel): void {
  if (unusable !== undefined) throw new RerankError("invalid_model", `${id} cannot be used by local: ${unusable}`);
}
