import type { ListwiseEstimate } from "secondpass/listwise";

/** What a ranking will take, before anything is spent. */
export function printPlan({ strategy, calls, rounds, inputTokens, outputTokens, costUsd }: ListwiseEstimate): void {
  const cost = costUsd === undefined ? "no price in examples/listwise/prices.ts" : `$${costUsd.toFixed(4)}`;
  console.log(
    `plan: ${strategy}, ${calls} calls in ${rounds} rounds, about ${inputTokens} input and ${outputTokens} output tokens, ${cost}`,
  );
}
