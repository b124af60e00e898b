import type { Truncation } from "../../contract/index.ts";
import type { RequestSizes } from "../../rank/index.ts";

/** What a provider cuts itself and does not tell: the documents that do not fit its window beside the query, by estimate. */
export function cutByProvider({ queryTokens, documentTokens }: RequestSizes, maxTokens: number | undefined): Truncation[] {
  if (maxTokens === undefined) return [];
  const room = Math.max(0, maxTokens - queryTokens);
  return documentTokens.flatMap((totalTokens, index) =>
    totalTokens > room ? [{ index, keptTokens: room, totalTokens, estimated: true }] : [],
  );
}
