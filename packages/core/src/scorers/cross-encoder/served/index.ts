export { createInferenceConnection } from "./inference-connection.ts";
export { readServedConfig } from "./read-served-model.ts";
export { createServedCrossEncoder } from "./served-cross-encoder.ts";
export type { ServedCrossEncoderOptions, ServerOptions } from "./served-options.ts";
