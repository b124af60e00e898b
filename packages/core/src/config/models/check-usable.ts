import { RerankError } from "../../contract/index.ts";
import type { KnownModel, ModelUse } from "./known-model.ts";

const kinds: Readonly<Record<ModelUse, string>> = {
  local: "cross-encoder",
  lateInteraction: "late interaction model",
  biEncoder: "embedding model",
};

/**
 * Refuses a model that would be downloaded in vain.
 *
 * @param use what is to run it; default: whatever can
 * @throws {RerankError} `invalid_model`
 */
export function checkUsable({ id, unusable, use: own = "local" }: KnownModel, use: ModelUse = own): void {
  if (unusable !== undefined) throw new RerankError("invalid_model", `${id} cannot be used by ${use}: ${unusable}`);
  if (own === use) return;
  throw new RerankError("invalid_model", `${id} is no ${kinds[use]} but ${withArticle(kinds[own])}: write "${own}:${id}"`);
}

function withArticle(kind: string): string {
  return `${/^[aeiou]/.test(kind) ? "an" : "a"} ${kind}`;
}
