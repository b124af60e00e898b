import { type DocumentInput, RerankError } from "../../contract/index.ts";
import { describe } from "../../rank/index.ts";
import { fuse } from "../fuse/fuse.ts";
import type { Fusion, FusionList } from "../fuse/fusion.ts";
import type { FusionStep, NamedLists } from "./pipeline-steps.ts";

/**
 * Named lists as one.
 *
 * @throws {RerankError} `invalid_options` for what is no record of lists, and for a list that `weights` does not know
 */
export function fuseNamedLists<D extends DocumentInput>(
  lists: NamedLists<D>,
  { weights, ...options }: FusionStep = {},
): Fusion<D> {
  if (typeof lists !== "object" || lists === null) {
    throw new RerankError("invalid_options", `documents must be a list, or lists by name { bm25: […] }, got ${describe(lists)}`);
  }
  const named = Object.entries(lists).map(([name, list]): FusionList<D> => {
    const given = Array.isArray(list) ? { documents: list } : (list as FusionList<D>);
    return { ...given, name, weight: fusionWeight(name, weights) };
  });
  return fuse(named, options);
}

/**
 * How much a list counts.
 *
 * @throws {RerankError} `invalid_options` for one that `weights` does not know
 */
export function fusionWeight(name: string, weights: FusionStep["weights"]): number {
  if (!weights) return 1;
  if (Object.hasOwn(weights, name)) return weights[name] as number;
  const known = Object.keys(weights).join(", ");
  throw new RerankError(
    "invalid_options",
    `list "${name}" is none of those that fuse.weights knows: ${known}; name it there too`,
  );
}
