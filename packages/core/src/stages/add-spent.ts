import type { Timing, Usage } from "../contract/index.ts";
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

/** Time that several calls waited and computed, together. */
export function addTimings(timings: readonly Timing[]): Omit<Timing, "totalMs"> {
  const sumOf = (name: "queueMs" | "inferenceMs") => {
    const values = timings.flatMap((timing) => timing[name] ?? []);
    return values.length === 0 ? {} : { [name]: values.reduce((sum, value) => sum + value, 0) };
  };
  return { ...sumOf("queueMs"), ...sumOf("inferenceMs") };
}
