import { RerankError, type RerankOptions } from "secondpass";
import type { JsonObject } from "./reranking-model-v3.ts";

/** What `providerOptions.secondpass` of one call may hold; it wins over the options of the model. */
export type SecondpassProviderOptions = Pick<RerankOptions, "depth" | "minScore" | "deadlineMs" | "priority" | "instruction">;

const known = ["depth", "minScore", "deadlineMs", "priority", "instruction"];
const elsewhere: Readonly<Record<string, string>> = { topN: "topN", signal: "abortSignal" };

/**
 * The options of one call. Their values are checked with all others, by the reranker.
 *
 * @throws {RerankError} `invalid_options` for a key that there is not
 */
export function callOptions(providerOptions: Record<string, JsonObject> | undefined): SecondpassProviderOptions {
  const options: unknown = providerOptions?.secondpass;
  if (options === undefined) return {};
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new RerankError("invalid_options", `providerOptions.secondpass must be an object, got ${JSON.stringify(options)}`);
  }
  const unknown = Object.keys(options).find((key) => !known.includes(key));
  if (unknown !== undefined) {
    const hint = Object.hasOwn(elsewhere, unknown) ? `; pass ${elsewhere[unknown]} to rerank() itself` : "";
    const accepted = known.join(", ");
    throw new RerankError(
      "invalid_options",
      `providerOptions.secondpass.${unknown}: there is no such option${hint}; accepted: ${accepted}`,
    );
  }
  return options as SecondpassProviderOptions;
}
