import { bulkhead } from "cockatiel";
import { type ListwiseReport, type Order, type OrderContext, RerankError, type Usage } from "../../contract/index.ts";
import { seededRandom } from "../../rank/index.ts";
import type { ListwiseOptions } from "./listwise-options.ts";
import { planCall } from "./plan-call.ts";
import { defaultPrompt } from "./prompts/default-prompt.ts";
import { suspiciousSigns } from "./prompts/index.ts";
import { rankWindow } from "./rank-window.ts";
import type { Run } from "./run.ts";
import { newCounts, type RunContext } from "./run-context.ts";
import { scoreFirst } from "./score-first.ts";
import { createSpending, SpendingStopped } from "./spending.ts";
import { strategies } from "./strategies/index.ts";

/** One ranking: plans, executes the plan, and tells the best order known whenever it changes. */
export async function rankListwise(
  query: string,
  texts: readonly string[],
  context: OrderContext,
  options: ListwiseOptions,
): Promise<Order> {
  const { plan, depth, consistency } = planCall(query, texts, context.topN, options);
  const spending = createSpending(options);
  const prompt = options.prompt ?? defaultPrompt(options);
  const counts = newCounts(texts.length);
  const firstStage = texts.map((_, position) => position);
  const before = await scoreFirst(plan.strategy, query, texts, context, options);
  let best = before.order;
  let active = 0;
  let rounds = 0;
  // Only to be told of, so it is looked for once, at the end or when time is up.
  const suspicious = texts.flatMap((text, index) => {
    const signs = suspiciousSigns(text);
    return signs.length > 0 ? [{ index, signs }] : [];
  });

  const runContext: RunContext = {
    query,
    texts,
    options,
    prompt,
    labels: options.labels ?? (options.output === "logprobs" ? "letters" : "numeric"),
    signal: context.signal,
    spending,
    slots: bulkhead(options.concurrency ?? 8, Number.POSITIVE_INFINITY),
    random: seededRandom(options.seed),
    counts,
    onCall: (ended) => context.onProgress(Math.min(ended, plan.calls), plan.calls),
    ...(context.instruction !== undefined && { instruction: context.instruction }),
    ...(context.deadlineAt !== undefined && { deadlineAt: context.deadlineAt }),
  };
  const run: Run = {
    window: options.window ?? 20,
    stride: options.stride ?? Math.floor((options.window ?? 20) / 2),
    topK: Math.min(options.topK ?? context.topN ?? 10, texts.length),
    passes: options.passes ?? 1,
    consistency,
    priorWeight: options.priorWeight ?? (plan.strategy === "select" ? 0.25 : 0),
    random: runContext.random,
    async rank(positions, question) {
      if (active++ === 0) rounds++;
      try {
        return await rankWindow(runContext, positions, question);
      } finally {
        active--;
      }
    },
    update(order) {
      best = [...order, ...before.order.slice(depth)];
      context.onOrder(toOrder(best, { complete: false }));
    },
  };

  let stopped: string | undefined = depth < 2 && texts.length > 1 ? "the limits leave no room for a call" : undefined;
  try {
    if (plan.calls > 0) {
      const order = await strategies[plan.strategy](run, before.order.slice(0, depth));
      best = [...order, ...before.order.slice(depth)];
    }
  } catch (error) {
    if (!(error instanceof SpendingStopped)) throw error;
    stopped = error.message;
  }
  checkFailures();
  return toOrder(best, { complete: stopped === undefined && counts.failedWindows === 0 });

  function checkFailures(): void {
    const { windows, failedWindows, lastError } = counts;
    if (options.onFailure !== "throw" || failedWindows * 2 <= windows) return;
    const why = lastError?.message ?? "no answer could be read";
    throw new RerankError(lastError?.code ?? "invalid_response", `${failedWindows} of ${windows} windows failed: ${why}`, {
      cause: lastError,
      retryable: lastError?.retryable ?? true,
      provider: options.model.id,
    });
  }

  function toOrder(order: readonly number[], { complete }: Pick<ListwiseReport, "complete">): Order {
    const { windows, failedWindows, retries, repairs, lastError } = counts;
    const answered = windows - failedWindows;
    const reranked = answered > 0 || before.reranked;
    const why = lastError?.message ?? "no answer could be read";
    const reason =
      failedWindows > 0 && answered === 0
        ? `every call failed: ${why}`
        : failedWindows > 0
          ? `${failedWindows} of ${windows} windows failed: ${why}`
          : stopped;
    const { calls, inputTokens, outputTokens, costUsd } = spending;
    const usage: Partial<Usage> = {
      calls: calls + (before.usage?.calls ?? 0),
      inputTokens,
      outputTokens,
      ...(costUsd !== undefined && { costUsd: costUsd + (before.usage?.costUsd ?? 0) }),
    };
    return {
      order: reranked ? order : firstStage,
      reranked,
      ...(reason !== undefined && { reason }),
      usage,
      ...(before.warnings && { warnings: before.warnings }),
      listwise: {
        strategy: plan.strategy,
        calls,
        retries,
        rounds,
        failedWindows,
        repairs: { ...repairs },
        seen: counts.seen.flatMap((windows, index) => (windows > 0 ? [{ index, windows }] : [])),
        complete,
        suspicious,
        prompt: prompt.id,
      },
    };
  }
}
