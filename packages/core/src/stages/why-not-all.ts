import type { RerankOptions } from "../contract/index.ts";
import { type Candidates, whyNoneScored } from "../rank/index.ts";

/**
 * Why the candidates of a call were not reranked, or not all of them; nothing where they were.
 *
 * @param known how many have a score
 * @param reason what the reranker inside says
 */
export function whyNotAll(
  candidates: Candidates,
  known: number,
  deadlinePassed: boolean,
  reason: string | undefined,
  { deadlineMs }: RerankOptions,
): string | undefined {
  const total = candidates.scored.length;
  if (total === 0) return whyNoneScored(candidates);
  if (deadlinePassed) return `deadline of ${deadlineMs} ms passed after ${known} of ${total} candidates were scored`;
  return reason;
}
