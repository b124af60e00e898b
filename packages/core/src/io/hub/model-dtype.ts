export const modelDtypes = ["fp32", "fp16", "int8", "uint8", "q8", "q4", "q4f16", "bnb4"] as const;

/** Precision of a model's weights, as the suffix of its ONNX file says it. */
export type ModelDtype = (typeof modelDtypes)[number];
