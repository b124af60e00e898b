import { RerankError } from "../../contract/index.ts";
import { checkWindow, planListwise } from "../../rank/index.ts";
import type { ListwiseOptions } from "./listwise-options.ts";
import { createSpending } from "./spending.ts";

// An alphabet of labels; beyond it there are no single letters left.
const mostLetters = 26;
const mostLogprobs = 20;

const leastCounts = { concurrency: 1, retries: 0, passageTokens: 1, maxCalls: 0, maxInputTokens: 0, reasoningTokens: 0 } as const;

/** @throws {RerankError} `invalid_config`, `invalid_options`: what can be known to be wrong before a call is */
export function checkListwiseOptions(options: ListwiseOptions): void {
  const { strategy, scorer, output, labels, model, priorWeight = 0, parity } = options;
  const { window } = checkWindow(options);
  planListwise({ ...options, strategy: strategy ?? "auto", count: 0 });
  createSpending(options);
  for (const [name, least] of Object.entries(leastCounts)) {
    const value = options[name as keyof typeof leastCounts];
    if (value === undefined || (Number.isInteger(value) && value >= least)) continue;
    fail(`${name} must be a whole number of at least ${least}, got ${value}`);
  }
  for (const [name, value] of Object.entries({ maxCostUsd: options.maxCostUsd, ...options.price })) {
    if (value !== undefined && !(Number.isFinite(value) && value >= 0))
      fail(`${name} must be 0 or more US dollars, got ${value}`);
  }
  if (strategy === "refine" && !scorer) fail("strategy refine needs a scorer, a pointwise reranker such as local");
  if (scorer?.scoreScale === "rank") fail(`${scorer.id} gives no scores; the scorer of refine must be pointwise`);
  if (!(priorWeight >= 0 && priorWeight <= 1)) fail(`priorWeight must be from 0 to 1, got ${priorWeight}`);
  if (labels === "letters" && window > mostLetters) fail(`letters are enough for a window of ${mostLetters}, not ${window}`);
  if (output === "logprobs") {
    if (!model.supports.logprobs) fail(`${model.id} does not tell the logprobs that output "logprobs" needs`);
    if (window > mostLogprobs) fail(`models tell the logprobs of ${mostLogprobs} tokens, too few for a window of ${window}`);
    if (labels && labels !== "letters") fail('output "logprobs" reads one token, so its labels are letters');
  }
  if (parity && (output ?? "text") !== "text") fail("parity asks and reads as RankGPT does, which is text");
  if (parity && strategy && strategy !== "slidingWindow") fail("parity is with RankGPT's sliding window");
}

function fail(message: string): never {
  throw new RerankError("invalid_config", message);
}
