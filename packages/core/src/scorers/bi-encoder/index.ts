export type { TokenVectors } from "../../rank/index.ts";
export type { EncodeOptions, VectorEncoder } from "../vectors/vector-encoder.ts";
export type { VectorStore } from "../vectors/vector-store.ts";
export { type BiEncoderOptions, createBiEncoder } from "./bi-encoder.ts";
export type { Pooling, PoolingLayoutOptions } from "./pooling-layout.ts";
