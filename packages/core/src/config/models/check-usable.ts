import { RerankError } from "../../contract/index.ts";
import type { KnownModel } from "./known-model.ts";

/** Heads that the cross-encoder can read. */
export const supportedHeads: ReadonlySet<KnownModel["head"]> = new Set<KnownModel["head"]>(["logit"]);

/**
 * Refuses a model that would be downloaded in vain.
 *
 * @throws {RerankError} `invalid_model`
 */
export function checkUsable(model: KnownModel): void {
  const why = whyUnusable(model);
  if (why !== undefined) throw new RerankError("invalid_model", `${model.id} cannot be used by local: ${why}`);
}

/** Why a model cannot be used, or nothing where it can. */
export function whyUnusable({ unusable, head }: KnownModel): string | undefined {
  if (unusable !== undefined) return unusable;
  if (supportedHeads.has(head)) return undefined;
  return `it has a ${head} head, which is not supported yet; run it on a server (tei, vLLM) or choose one with a logit head`;
}
