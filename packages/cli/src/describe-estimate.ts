import type { ListwiseEstimate } from "secondpass/listwise";

/** What a ranking will take, as one line: said before anything is spent. */
export function describeEstimate(estimate: ListwiseEstimate): string {
  const { strategy, calls, rounds, inputTokens, outputTokens, costUsd, isExact } = estimate;
  const count = (value: number, one: string) => `${value.toLocaleString("en")} ${one}${value === 1 ? "" : "s"}`;
  const what = `${isExact ? "" : "about "}${count(calls, "call")} in ${count(rounds, "round")} (${strategy})`;
  const tokens = `about ${inputTokens.toLocaleString("en")} input and ${outputTokens.toLocaleString("en")} output tokens`;
  return `planned: ${what}, ${tokens}${costUsd === undefined ? "" : `, $${costUsd.toFixed(4)}`}`;
}
