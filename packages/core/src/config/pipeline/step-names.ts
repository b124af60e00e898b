import type { StepsConfig } from "./pipeline-config.ts";

// A record, so that none is forgotten.
const steps: Record<keyof StepsConfig, true> = { fuse: true, dedupe: true, gate: true, diversify: true, arrange: true };

/** Keys that make a pipeline of a reranker's configuration. */
export const stepNames: readonly string[] = Object.keys(steps);
