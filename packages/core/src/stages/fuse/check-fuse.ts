import { type DocumentInput, RerankError } from "../../contract/index.ts";
import { checkDocuments, describe, scoreNormalisations } from "../../rank/index.ts";
import type { FuseOptions, FusionList } from "./fusion.ts";

/** The lists with everything that was left out filled in. */
export function readLists<D extends DocumentInput>(
  lists: readonly (readonly D[] | FusionList<D>)[],
  weights: readonly number[] | undefined,
): Required<FusionList<D>>[] {
  if (!Array.isArray(lists)) {
    throw new RerankError("invalid_options", `lists must be an array of lists of documents, got ${describe(lists)}`);
  }
  if (weights && weights.length !== lists.length) {
    throw new RerankError("invalid_options", `${weights.length} weights were given for ${lists.length} lists`);
  }
  return lists.map((list: readonly D[] | FusionList<D>, i) => {
    const given = isList(list) ? { documents: list } : (list ?? {});
    const { name = `list ${i + 1}`, documents, weight, lowerIsBetter = false } = given as FusionList<D>;
    checkDocuments(documents, isList(list) ? `lists[${i}]` : `lists[${i}].documents`);
    if (weight !== undefined && weights) {
      throw new RerankError("invalid_options", `list "${name}" has a weight, and so does \`weights\`; keep one of them`);
    }
    return { name, documents, weight: checkedWeight(weight ?? weights?.[i] ?? 1, name), lowerIsBetter };
  });
}

function isList<D extends DocumentInput>(list: readonly D[] | FusionList<D>): list is readonly D[] {
  return Array.isArray(list);
}

function checkedWeight(weight: unknown, name: string): number {
  if (typeof weight === "number" && Number.isFinite(weight) && weight >= 0) return weight;
  throw new RerankError(
    "invalid_options",
    `the weight of list "${name}" must be a number of at least 0, got ${describe(weight)}`,
  );
}

/** The options, when they can be meant. */
export function checkFuseOptions<D extends DocumentInput>(options: FuseOptions<D>): FuseOptions<D> {
  const { method, k } = options;
  const methods = ["rrf", ...scoreNormalisations];
  if (method !== undefined && !methods.includes(method)) {
    throw new RerankError("invalid_options", `method must be one of ${methods.join(", ")}, got ${describe(method)}`);
  }
  if (k !== undefined && !(typeof k === "number" && Number.isFinite(k) && k >= 0)) {
    throw new RerankError("invalid_options", `k must be a number of at least 0, got ${describe(k)}`);
  }
  return options;
}
