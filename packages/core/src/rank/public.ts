// The door for users: `secondpass/rank`. What only rerankers call is behind index.ts.

export { aggregateOrders } from "./aggregate-orders.ts";
export { blendScores } from "./blend-scores.ts";
export { type Bm25Options, bm25 } from "./bm25.ts";
export { documentText } from "./document-text.ts";
export { estimateTokens } from "./estimate-tokens.ts";
export { fusePrior } from "./fuse-prior.ts";
export { maxSim } from "./max-sim.ts";
export { zScores } from "./normalise.ts";
export { orderAmongPlaces } from "./order-among-places.ts";
export { type BatchPlanOptions, planBatches } from "./plan-batches.ts";
export { type ListwisePlan, type ListwiseShape, planListwise } from "./plan-listwise.ts";
export { planRequests, type RequestLimits, type RequestSizes } from "./plan-requests.ts";
export { planSelect, type SelectPlanOptions, type SelectRound } from "./plan-select.ts";
export { planTournament, type TournamentStage } from "./plan-tournament.ts";
export { planWindows, type Window, type WindowPlanOptions } from "./plan-windows.ts";
export { quantiseVectors } from "./quantise-vectors.ts";
export type { TokenVectors } from "./token-vectors.ts";
export { type UniqueTexts, uniqueTexts } from "./unique-texts.ts";
export { words } from "./words.ts";
