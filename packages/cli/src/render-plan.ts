import Table from "cli-table3";
import type { ListwisePrice } from "secondpass/listwise";
import type { ListwisePlan } from "secondpass/rank";

export type PricedPlan = ListwisePlan & ListwisePrice;

/** A plan as a table, the one that was asked for first. */
export function renderPlan(chosen: PricedPlan, others: readonly PricedPlan[], candidates: number): string {
  const hasCost = chosen.costUsd !== undefined;
  const head = [
    "strategy",
    "calls",
    "rounds",
    "documents shown",
    "input tokens",
    "output tokens",
    ...(hasCost ? ["US dollars"] : []),
  ];
  const table = new Table({
    head,
    style: { head: [], border: [], compact: true },
    colAligns: ["left", ...head.slice(1).map(() => "right" as const)],
  });
  for (const plan of [chosen, ...others]) {
    const about = plan.isExact ? "" : "about ";
    const numbers = [plan.calls, plan.rounds, plan.passages].map((value) => `${about}${value.toLocaleString("en")}`);
    const tokens = [plan.inputTokens, plan.outputTokens].map((value) => `about ${value.toLocaleString("en")}`);
    table.push([
      plan === chosen ? `${plan.strategy} *` : plan.strategy,
      ...numbers,
      ...tokens,
      ...(hasCost ? [plan.costUsd?.toFixed(4) ?? ""] : []),
    ]);
  }
  return `${table.toString()}\n* what was asked for, for ${candidates} candidates; rounds are calls one after the other. Tokens are estimates, retries not counted.\n`;
}
