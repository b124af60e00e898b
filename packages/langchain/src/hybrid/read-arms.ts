import { RerankError } from "secondpass";
import type { HybridRetrieverFields, RetrieverArm } from "./hybrid-fields.ts";

export type NamedArm = RetrieverArm & { name: string };

/**
 * The retrievers with their names and weights.
 *
 * @throws {RerankError} `invalid_config`
 */
export function readArms({ retrievers, weights = {} }: HybridRetrieverFields): NamedArm[] {
  const isList = Array.isArray(retrievers);
  const entries: [string, unknown][] = isList
    ? retrievers.map((arm, i) => [`retriever ${i + 1}`, arm])
    : Object.entries(retrievers ?? {});
  if (entries.length === 0) {
    throw new RerankError(
      "invalid_config",
      "`retrievers` must hold LangChain retrievers: { bm25: …, dense: … }, or a list of them",
    );
  }
  const byName = weightsByName(
    weights,
    entries.map(([name]) => name),
  );
  return entries.map(([name, given]) => {
    const arm = (isRetriever(given) ? { retriever: given } : given) as RetrieverArm;
    if (!isRetriever(arm?.retriever)) {
      throw new RerankError(
        "invalid_config",
        `retrievers: ${name} must be a LangChain retriever, or { retriever, weight, … } around one`,
      );
    }
    const weight = byName.get(name);
    if (arm.weight !== undefined && weight !== undefined) {
      throw new RerankError("invalid_config", `retrievers: ${name} has a weight, and so does \`weights\`; keep one of them`);
    }
    return { ...arm, name, weight: checkedWeight(arm.weight ?? weight ?? 1, name) };
  });
}

function weightsByName(weights: NonNullable<HybridRetrieverFields["weights"]>, names: readonly string[]): Map<string, number> {
  if (Array.isArray(weights)) {
    if (weights.length !== names.length) {
      throw new RerankError("invalid_config", `${weights.length} weights were given for ${names.length} retrievers`);
    }
    return new Map(names.map((name, i) => [name, weights[i]]));
  }
  const unknown = Object.keys(weights).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new RerankError("invalid_config", `weights: ${unknown} is none of the retrievers ${names.join(", ")}`);
  }
  return new Map(Object.entries(weights));
}

function checkedWeight(weight: unknown, name: string): number {
  if (typeof weight === "number" && Number.isFinite(weight) && weight >= 0) return weight;
  throw new RerankError(
    "invalid_config",
    `the weight of retriever ${name} must be a number of at least 0, got ${String(weight)}`,
  );
}

function isRetriever(value: unknown): value is RetrieverArm["retriever"] {
  return typeof (value as { invoke?: unknown } | null | undefined)?.invoke === "function";
}
