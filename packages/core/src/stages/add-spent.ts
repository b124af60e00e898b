import type { Usage } from "../contract/index.ts";
import type { Spent } from "./failed-attempts.ts";

const counts = ["inputTokens", "outputTokens", "searchUnits", "costUsd"] as const;

/** The usage of both; what neither knows stays unknown. */
export function addUsage(a: Usage, b: Usage): Usage {
  const sum: Usage = { calls: a.calls + b.calls };
  for (const count of counts) {
    if (a[count] !== undefined || b[count] !== undefined) sum[count] = (a[count] ?? 0) + (b[count] ?? 0);
  }
  return sum;
}

/** What two attempts at a call have cost together. */
export function addSpent(a: Spent, b: Spent): Spent {
  const requests = a.requests || b.requests ? [...(a.requests ?? []), ...(b.requests ?? [])] : undefined;
  return { attempts: [...a.attempts, ...b.attempts], usage: addUsage(a.usage, b.usage), ...(requests && { requests }) };
}
