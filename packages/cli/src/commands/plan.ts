import { type Command, Option } from "commander";
import { priceListwise, strategyNames } from "secondpass/listwise";
import { type ListwisePlan, type ListwiseShape, planListwise } from "secondpass/rank";
import { parseCount, parseNumber } from "../option-parsers.ts";
import { type PricedPlan, renderPlan } from "../render-plan.ts";

interface PlanArguments {
  strategy: ListwiseShape["strategy"];
  candidates: number;
  window: number;
  stride?: number;
  topN: number;
  passes: number;
  consistency: number;
  scorer?: true;
  passageTokens: number;
  promptTokens: number;
  reasoningTokens: number;
  inputPrice?: number;
  outputPrice?: number;
  json?: true;
}

/** `secondpass plan`: what a ranking by a language model takes, before anything is asked. */
export function addPlanCommand(program: Command): void {
  program
    .command("plan")
    .description("calls, rounds, tokens and cost of a listwise ranking, before it is made")
    .addOption(new Option("--strategy <strategy>", "how windows are chosen").choices(strategyNames).default("auto"))
    .requiredOption("--candidates <n>", "documents to rank", parseCount)
    .option("--window <n>", "documents shown at a time", parseCount, 20)
    .option("--stride <n>", "positions by which a sliding window moves (default: half the window)", parseCount)
    .option("--top-n <n>", "results that matter", parseCount, 10)
    .option("--passes <n>", "times that a sliding window goes over the list, or tournaments", parseCount, 1)
    .option("--consistency <n>", "calls for a window that matters, in shuffled orders", parseCount, 1)
    .option("--scorer", "a pointwise reranker goes first, which auto makes use of")
    .option("--passage-tokens <n>", "tokens of a document as it is shown", parseCount, 110)
    .option("--prompt-tokens <n>", "tokens of a prompt without documents", parseCount, 200)
    .option("--reasoning-tokens <n>", "tokens of reasoning in an answer", parseNumber, 0)
    .option("--input-price <dollars>", "US dollars for a million input tokens", parseNumber)
    .option("--output-price <dollars>", "US dollars for a million output tokens", parseNumber)
    .option("--json", "print the plan as one JSON document")
    .action(plan);
}

function plan({ candidates, topN, scorer, json, inputPrice, outputPrice, ...given }: PlanArguments): void {
  const { window, stride = Math.floor(window / 2), passes, consistency, passageTokens, promptTokens, reasoningTokens } = given;
  const price =
    inputPrice === undefined && outputPrice === undefined
      ? undefined
      : { perMillionInputTokens: inputPrice ?? 0, perMillionOutputTokens: outputPrice ?? 0 };
  const priced = (strategy: ListwiseShape["strategy"]): PricedPlan => {
    const shape = { strategy, count: candidates, window, stride, topK: topN, passes, consistency, hasScorer: scorer === true };
    const planned: ListwisePlan = planListwise(shape);
    return { ...planned, ...priceListwise(planned, { passageTokens, promptTokens, reasoningTokens }, price) };
  };
  const chosen = priced(given.strategy);
  const answer = { candidates, window, stride, topN, passes, consistency, ...chosen };
  // Beside the one that was asked for, what the others would take.
  const others = strategyNames.filter((name) => name !== "auto" && name !== "refine" && name !== chosen.strategy).map(priced);
  process.stdout.write(json ? `${JSON.stringify(answer, null, 2)}\n` : renderPlan(chosen, others, candidates));
}
