// The door for framework packages: `secondpass/adapter`.
export { redact } from "../contract/redact.ts";
export { forEachInLanes, type LaneOptions } from "../io/for-each-in-lanes.ts";
export { forEachInTurns } from "../io/for-each-in-turns.ts";
export { type RetryOptions, withRetries } from "../io/with-retries.ts";
export { withSignals } from "../io/with-signals.ts";
export { rankingOf, rememberRanking } from "../rank/ranking-memory.ts";
export { seededRandom, shuffled } from "../rank/seeded-random.ts";
export { toModelError } from "../scorers/listwise/models/to-model-error.ts";
export { calibratedRerankerOf, fusionWeight } from "../stages/index.ts";
export { isNeverMasked } from "../stages/never-masked.ts";
export { createRerankerHandle, type RerankerHandle } from "./reranker-handle.ts";
