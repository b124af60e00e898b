import { RerankError } from "../../contract/index.ts";
import type { AutoModel, AutoOptions } from "./auto-options.ts";
import { modelTiers } from "./model-tier.ts";

/** @throws {RerankError} `invalid_config` naming the option */
export function checkAutoOptions(options: AutoOptions, models: readonly AutoModel[]): void {
  if (models.length === 0) throw new RerankError("invalid_config", "auto needs at least one reranker, got none");
  const { budgetMs, minDepth, maxDepth, onStageError = "throw", keepIn } = options;
  if (!(typeof budgetMs === "number" && budgetMs > 0 && Number.isFinite(budgetMs))) {
    throw new RerankError("invalid_config", `budgetMs must be a number of milliseconds above 0, got ${budgetMs}`);
  }
  checkCount("minDepth", minDepth);
  checkCount("maxDepth", maxDepth);
  if (onStageError !== "throw" && onStageError !== "keep") {
    throw new RerankError("invalid_config", `onStageError must be "throw" or "keep", got ${JSON.stringify(onStageError)}`);
  }
  if (keepIn !== undefined && keepIn !== false && !(typeof keepIn === "string" && keepIn !== "")) {
    throw new RerankError("invalid_config", `keepIn must be a folder or false, got ${JSON.stringify(keepIn)}`);
  }
  for (const [i, { tier, maxDepth }] of models.entries()) {
    checkCount(`maxDepth of model ${i + 1}`, maxDepth);
    if (tier === undefined || modelTiers.includes(tier)) continue;
    throw new RerankError(
      "invalid_config",
      `tier of model ${i + 1} must be ${modelTiers.join(", ")}; got ${JSON.stringify(tier)}`,
    );
  }
}

function checkCount(name: string, value: number | undefined): void {
  if (value === undefined || (Number.isInteger(value) && value >= 1)) return;
  throw new RerankError("invalid_config", `${name} must be a whole number of at least 1, got ${value}`);
}
