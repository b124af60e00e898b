import type { Fault } from "../onnx/trust/trust-check.ts";

/** What may be wrong with a model whose vectors do not tell relevant from irrelevant. */
export const trustExplanations: Readonly<Record<Fault, string>> = {
  "not finite": "returns vectors that are no numbers, or have no length: its weights are damaged, or overflow in this precision",
  constant: "gives every pair the same score: its vectors are all alike, as those of a graph that ignores its input",
  saturated: "gives all relevant, or all irrelevant, pairs the same score: its vectors tell too few texts apart",
  inverted: "puts irrelevant documents above relevant ones: are these vectors made to be compared by their angle?",
  unordered:
    "does not tell relevant documents from irrelevant ones: are weights, tokenizer, markers and prompts those of one model, and is its last layer part of the graph?",
};
