import type { FusionStep, PipelineSteps } from "secondpass";
import { fusionWeight } from "secondpass/adapter";
import type { HybridRetrieverFields } from "./hybrid-fields.ts";
import type { NamedArm } from "./read-arms.ts";

/** How the lists of the arms are fused. */
export type ArmFusion = Pick<FusionStep, "method" | "k"> & { arms: readonly NamedArm[] };

/**
 * What the fields say of fusing, and where they say nothing what the configuration says.
 *
 * @throws {RerankError} `invalid_options` for a retriever that the configuration's weights do not know
 */
export function withFusionStep(
  arms: readonly NamedArm[],
  { retrievers, weights, method, k }: HybridRetrieverFields,
  { fuse = {} }: PipelineSteps,
): ArmFusion {
  const saidHere = weights !== undefined || Object.values(retrievers).some((arm) => "retriever" in arm && "weight" in arm);
  return {
    method: method ?? fuse.method,
    k: k ?? fuse.k,
    arms: fuse.weights && !saidHere ? arms.map((arm) => ({ ...arm, weight: fusionWeight(arm.name, fuse.weights) })) : arms,
  };
}
