import type { Order, Usage } from "../../contract/index.ts";
import { keepEqualTexts } from "../../rank/index.ts";
import type { ListwiseOptions } from "./listwise-options.ts";
import { suspiciousSigns } from "./prompts/index.ts";
import type { RunCounts } from "./run-context.ts";
import type { OrderBefore } from "./score-first.ts";
import type { Spending } from "./spending.ts";

export interface Reported {
  texts: readonly string[];
  before: OrderBefore;
  counts: RunCounts;
  spending: Spending;
  options: ListwiseOptions;
  strategy: string;
  /** Name and version of the prompt. */
  prompt: string;
}

export type Reporter = (order: readonly number[], state: { rounds: number; isDone: boolean }) => Order;

/** Makes an order of positions into one with all that is known of it at the moment: what was spent, what went wrong. */
export function orderReporter({ texts, before, counts, spending, options, strategy, prompt }: Reported): Reporter {
  const suspicious = texts.flatMap((text, index) => {
    const signs = suspiciousSigns(text);
    return signs.length > 0 ? [{ index, signs }] : [];
  });

  return (order, { rounds, isDone }) => {
    const { failedWindows, answered, unanswered, retries, repairs, seen, stopped } = counts;
    const { calls, inputTokens, outputTokens, costUsd } = spending;
    const reranked = answered > 0 || before.reranked;
    const reason = whyNot(counts);
    const usage: Partial<Usage> = {
      calls: calls + (before.usage?.calls ?? 0),
      inputTokens,
      outputTokens,
      ...(costUsd !== undefined && { costUsd: costUsd + (before.usage?.costUsd ?? 0) }),
    };
    return {
      // RankGPT has no such mercy.
      order: !reranked ? before.order : options.parity ? order : keepEqualTexts(order, texts),
      reranked,
      ...(reason !== undefined && { reason }),
      usage,
      ...(before.warnings && { warnings: before.warnings }),
      listwise: {
        strategy,
        calls,
        retries,
        rounds,
        failedWindows,
        repairs: { ...repairs },
        seen: seen.flatMap((windows, index) => (windows > 0 ? [{ index, windows }] : [])),
        complete: isDone && stopped === undefined && unanswered === 0,
        suspicious,
        prompt,
      },
    };
  };
}

function whyNot({ windows, failedWindows, lastError, stopped }: RunCounts): string | undefined {
  const why = lastError?.message ?? "no answer could be read";
  if (failedWindows === 0) return stopped;
  return failedWindows === windows ? `every call failed: ${why}` : `${failedWindows} of ${windows} windows failed: ${why}`;
}
