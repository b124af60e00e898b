export { type CrossEncoder, type CrossEncoderOptions, createCrossEncoder } from "./cross-encoder.ts";
export type { LayoutOptions } from "./read-layout.ts";
