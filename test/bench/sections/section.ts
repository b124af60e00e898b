import type { Workload } from "../documents.ts";
import type { colbert, ShapeName } from "../model/shapes.ts";
import type { Peers } from "../peers.ts";
import type { Results } from "../results.ts";

export interface SectionContext {
  /** A look at everything in three minutes, instead of figures to publish. */
  quick: boolean;
  /** Nothing where the registry is out of reach. */
  peers: Peers | undefined;
  results: Results;
  workload(documents: number, round: number): Workload;
  /** Writes the model's files, where they are not there yet. */
  needModel(name: ShapeName | typeof colbert.name | "bundled" | "gemm"): void;
}

/** Measures one thing; what it finds is in the results, under keys that start with the section's name. */
export type Section = (context: SectionContext) => Promise<void>;

// Long enough that every worker gets a share, and other texts than any round's.
export const warmUpDocuments = 8;
export const warmUpRound = 999;
