import type { BulkheadPolicy } from "cockatiel";
import { type Order, type OrderContext, RerankError } from "../../contract/index.ts";
import { startCallBudget } from "../../io/call-budget.ts";
import { seededRandom } from "../../rank/index.ts";
import type { ListwiseOptions } from "./listwise-options.ts";
import { orderReporter } from "./order-reporter.ts";
import { planCall, topKOf } from "./plan-call.ts";
import { defaultPrompt } from "./prompts/default-prompt.ts";
import { rankWindow } from "./rank-window.ts";
import type { Run } from "./run.ts";
import { newCounts, type RunContext, type RunCounts } from "./run-context.ts";
import { scoreFirst } from "./score-first.ts";
import { createSpending } from "./spending.ts";
import { strategies } from "./strategies/index.ts";

/**
 * One ranking: plans, executes the plan, and tells the best order known whenever it changes.
 *
 * @param slots limits the calls under way
 */
export async function rankListwise(
  query: string,
  texts: readonly string[],
  context: OrderContext,
  options: ListwiseOptions,
  slots: Pick<BulkheadPolicy, "execute">,
): Promise<Order> {
  const { plan, depth, consistency, passes } = planCall(query, texts, context.topN, options);
  const { window = 20, stride = Math.floor(window / 2), priorWeight = plan.strategy === "select" ? 0.25 : 0 } = options;
  const spending = createSpending(options);
  const prompt = options.prompt ?? defaultPrompt(options);
  const counts = newCounts(texts.length);
  if (plan.calls === 0)
    counts.stopped = texts.length < 2 ? "one document alone has its place" : "the limits leave no room for a call";
  const before = await scoreFirst(plan.strategy, query, texts, context, options);
  let best = before.order;
  let active = 0;
  let rounds = 0;
  // Calls made when the round began; undefined once it is counted. A round that the budget does not allow is none.
  let madeBefore: number | undefined;
  const report = orderReporter({ texts, before, counts, spending, options, strategy: plan.strategy, prompt: prompt.id });
  const tell = () => context.onOrder(report(best, { rounds, isDone: false }));
  // What no call would mend ends those beside it as well.
  const budget = startCallBudget({ signals: [context.signal] });
  const random = seededRandom(options.seed);

  const runContext: RunContext = {
    query,
    texts,
    options,
    prompt,
    labels: options.labels ?? (options.output === "logprobs" ? "letters" : "numeric"),
    signal: budget.signal,
    spending,
    slots,
    counts,
    fork: () => (options.seed === undefined ? random : seededRandom(Math.floor(random() * 2 ** 32))),
    callsAhead: () => Math.max(0, plan.calls - counts.questions),
    fail: budget.fail,
    onChange() {
      if (madeBefore !== undefined && spending.calls > madeBefore) {
        rounds++;
        madeBefore = undefined;
      }
      tell();
      context.onProgress(Math.min(counts.ended, plan.calls), plan.calls);
    },
    ...(context.instruction !== undefined && { instruction: context.instruction }),
    ...(context.deadlineAt !== undefined && { deadlineAt: context.deadlineAt }),
  };
  const run: Run = {
    window,
    stride,
    topK: topKOf(texts.length, context.topN, options),
    passes,
    consistency,
    priorWeight,
    random,
    async rank(positions, question) {
      if (active++ === 0) madeBefore = spending.calls;
      try {
        return await rankWindow(runContext, positions, question);
      } finally {
        active--;
      }
    },
    update(order) {
      best = [...order, ...before.order.slice(depth)];
      tell();
    },
  };

  try {
    if (plan.calls > 0) {
      const order = await strategies[plan.strategy](run, before.order.slice(0, depth));
      best = [...order, ...before.order.slice(depth)];
    }
  } finally {
    budget.end();
  }
  if (options.onFailure === "throw") checkFailures(counts, options.model.id);
  return report(best, { rounds, isDone: true });
}

function checkFailures({ windows, failedWindows, lastError }: RunCounts, provider: string): void {
  if (failedWindows * 2 <= windows) return;
  const why = lastError?.message ?? "no answer could be read";
  throw new RerankError(lastError?.code ?? "invalid_response", `${failedWindows} of ${windows} windows failed: ${why}`, {
    cause: lastError,
    retryable: lastError?.retryable ?? true,
    provider,
  });
}
