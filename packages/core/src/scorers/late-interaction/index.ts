export type { TokenVectors } from "../../rank/index.ts";
export type { EncodeOptions, VectorEncoder } from "../vectors/vector-encoder.ts";
export type { VectorStore } from "../vectors/vector-store.ts";
export { createLateInteraction, type LateInteractionOptions } from "./late-interaction.ts";
export type { TokenLayoutOptions } from "./token-layout.ts";
