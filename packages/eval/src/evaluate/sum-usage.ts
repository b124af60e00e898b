import type { EvaluationUsage } from "./evaluation.ts";
import type { RerankedQuery } from "./reranked-query.ts";

const keys = ["inputTokens", "outputTokens", "searchUnits", "costUsd"] as const;

/** Sums over queries; what no receipt mentions is not there, rather than 0. */
export function sumUsage(reranked: readonly Pick<RerankedQuery, "usage">[]): EvaluationUsage {
  const sum: EvaluationUsage = { calls: reranked.reduce((calls, { usage }) => calls + (usage.calls ?? 0), 0) };
  for (const key of keys) {
    const known = reranked.flatMap(({ usage }) => usage[key] ?? []);
    if (known.length > 0) sum[key] = known.reduce((total, value) => total + value, 0);
  }
  if (sum.costUsd !== undefined) sum.costUsdPer1000Queries = (sum.costUsd / reranked.length) * 1000;
  return sum;
}
