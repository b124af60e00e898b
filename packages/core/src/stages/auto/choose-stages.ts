import { type BudgetStage, planBudget } from "../../rank/index.ts";
import type { AutoModel } from "./auto-options.ts";
import { tierAt, tierFloorsMs } from "./model-tier.ts";
import type { TimeBook } from "./time-book.ts";

export interface KnownModel extends AutoModel {
  book: TimeBook;
}

export interface ChoiceOptions {
  /** What the call has, and what is left of it. */
  budgetMs: number;
  leftMs: number;
  candidates: number;
  /** What a model reads of a pair of the query and one document, on average. */
  meanTokens(model: KnownModel): number;
  minDepth: number;
}

// What the tiers are about: 100 passages of 100 tokens.
const tierDocuments = 100;
const tierTokens = 100;

/** Chooses models and depths by measured times; of a model that nobody has measured, by its tier. */
export function chooseStages(
  models: readonly KnownModel[],
  { budgetMs, leftMs, meanTokens, ...options }: ChoiceOptions,
): BudgetStage[] {
  const able = models.flatMap((model, i) => {
    const { book, maxDepth, tier } = model;
    const { optimism } = book;
    const line = book.estimate(book.inFlight + 1);
    const floorMs = tierFloorsMs[tier ?? tierAt(i)];
    if (!line && budgetMs < optimism * floorMs) return [];
    const { fixedMs, msPerToken } = line ?? { fixedMs: 0, msPerToken: floorMs / (tierDocuments * tierTokens) };
    const perDocumentMs = optimism * msPerToken * meanTokens(model);
    return [{ i, fixedMs: optimism * fixedMs, perDocumentMs, ...(maxDepth !== undefined && { maxDepth }) }];
  });
  const plan = planBudget({ ...options, budgetMs: leftMs, models: able });
  const stages = plan.map((stage) => ({ ...stage, model: able[stage.model]?.i as number }));
  const best = stages.at(-1)?.model ?? -1;
  for (const { book } of models.slice(best + 1)) book.passOver();
  return stages;
}

/** Why the plan is empty, with what the fastest would have needed. */
export function whyNoStage(models: readonly KnownModel[], { leftMs, candidates, meanTokens, minDepth }: ChoiceOptions): string {
  const depth = Math.min(minDepth, candidates);
  const needs = models.map((model, i) => {
    const { reranker, book, tier } = model;
    const line = book.estimate(book.inFlight + 1);
    if (!line) return `${reranker.id} was never measured here and is tried from ${tierFloorsMs[tier ?? tierAt(i)]} ms on`;
    return `${reranker.id} needs ${Math.ceil(line.fixedMs + depth * meanTokens(model) * line.msPerToken)} ms for ${depth} documents`;
  });
  return `${Math.floor(leftMs)} ms are too few: ${needs.join("; ")}`;
}
