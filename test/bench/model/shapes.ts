/** What a BERT cross-encoder looks like, weights aside. */
export interface Shape {
  layers: number;
  hidden: number;
  heads: number;
  feedForward: number;
  /** Published model whose tokenizer it gets. */
  tokenizer: string;
}

/** Speed, memory and determinism depend on the shape of a model and not on what it has learned. */
export const shapes = {
  minilm: { layers: 6, hidden: 384, heads: 12, feedForward: 1536, tokenizer: "ms-marco-MiniLM-L-6-v2" },
  tinybert: { layers: 2, hidden: 128, heads: 2, feedForward: 512, tokenizer: "ms-marco-MiniLM-L-6-v2" },
  "bge-base": { layers: 12, hidden: 768, heads: 12, feedForward: 3072, tokenizer: "bge-small-en-v1.5" },
} as const satisfies Record<string, Shape>;

export type ShapeName = keyof typeof shapes;

/** A ColBERT model of the same shape as a cross-encoder. */
export const colbert = { name: "minilm-colbert", shape: "minilm", dimensions: 128 } as const;

export const precisions = ["fp32", "int8"] as const;
export type Precision = (typeof precisions)[number];

/** Where transformers.js looks for them, and where secondpass finds them too. */
export const modelFiles: Record<Precision, string> = { fp32: "onnx/model.onnx", int8: "onnx/model_quantized.onnx" };

/**
 * Floating point operations of one pair: the projections and the feed-forward part grow with the tokens, attention with their
 * square. Two for each multiplication and addition; whatever is no matrix product is left out, as in the ceiling.
 */
export function flopsOf({ layers, hidden, feedForward }: Shape, tokens: number): number {
  const projections = 8 * tokens * hidden ** 2;
  const feed = 4 * tokens * hidden * feedForward;
  const attention = 4 * tokens ** 2 * hidden;
  return layers * (projections + feed + attention);
}
