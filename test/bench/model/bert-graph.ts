import { createGraph, type GraphBuilder } from "./graph-builder.ts";
import { createWeighted, type Weighted } from "./linear.ts";
import { createGaussian } from "./random.ts";
import type { Precision, Shape } from "./shapes.ts";

export interface BertOptions extends Shape {
  vocabulary: number;
  precision: Precision;
  /** The same seed gives the same weights in both precisions. */
  seed: number;
  /** Length of a vector for each token, as ColBERT has them, in place of a logit for each pair. Default: a logit. */
  dimensions?: number;
}

const positions = 512;

/**
 * An ONNX cross-encoder, or a ColBERT model, with random weights and the operations of the usual exports (BERT, opset 14): normalisation and Gelu are
 * written out, and it is left to the engine to fuse them.
 * Devlin et al., BERT, 2018.
 */
export function bertGraph(options: BertOptions): Uint8Array {
  const { hidden, layers, feedForward, vocabulary, precision, seed } = options;
  const graph = createGraph();
  const gaussian = createGaussian(seed);
  const draw = (count: number, deviation: number) => Float32Array.from({ length: count }, () => gaussian() * deviation);
  const weighted = createWeighted(graph, precision, draw);
  const [ids, mask, types] = ["input_ids", "attention_mask", "token_type_ids"].map((name) =>
    graph.input(name, "int64", ["batch", "tokens"]),
  ) as [string, string, string];

  const words = graph.op("Add", [weighted.lookUp(ids, vocabulary, hidden), weighted.lookUp(types, 2, hidden)]);
  let state = normalise(graph, graph.op("Add", [words, positionsOf(graph, ids, draw(positions * hidden, 1), hidden)]), hidden);
  const bias = maskBias(graph, mask);
  for (let layer = 0; layer < layers; layer++) {
    const attended = attend(graph, weighted, state, bias, options);
    state = normalise(graph, graph.op("Add", [weighted.linear(attended, hidden, hidden), state]), hidden);
    const wide = gelu(graph, weighted.linear(state, hidden, feedForward));
    state = normalise(graph, graph.op("Add", [weighted.linear(wide, feedForward, hidden), state]), hidden);
  }
  const { dimensions } = options;
  if (dimensions !== undefined) {
    graph.op("Identity", [weighted.linear(state, hidden, dimensions)], {}, "contextual");
    return graph.encode("contextual", ["batch", "tokens", dimensions]);
  }
  const first = graph.op("Gather", [state, graph.tensor(BigInt64Array.of(0n), [])], { axis: 1 });
  const pooled = graph.op("Tanh", [weighted.linear(first, hidden, hidden)]);
  graph.op("Identity", [weighted.linear(pooled, hidden, 1)], {}, "logits");
  return graph.encode("logits", ["batch", 1]);
}

function positionsOf(graph: GraphBuilder, ids: string, table: Float32Array, hidden: number): string {
  const length = graph.op("Slice", [graph.op("Shape", [ids]), graph.integers(1), graph.integers(2)]);
  return graph.op("Slice", [graph.tensor(table, [positions, hidden]), graph.integers(0), length, graph.integers(0)]);
}

/** 0 where there is text, hugely negative where there is padding; `[batch, 1, 1, tokens]`. */
function maskBias(graph: GraphBuilder, mask: string): string {
  const wide = graph.op("Unsqueeze", [mask, graph.integers(1, 2)]);
  const padding = graph.op("Sub", [graph.scalar(1), graph.op("Cast", [wide], { to: 1 })]);
  return graph.op("Mul", [padding, graph.scalar(-3.4e38)]);
}

function attend(graph: GraphBuilder, weighted: Weighted, state: string, bias: string, { hidden, heads }: Shape): string {
  const split = (perm: number[]) => {
    const parts = graph.op("Reshape", [weighted.linear(state, hidden, hidden), graph.integers(0, 0, heads, hidden / heads)]);
    return graph.op("Transpose", [parts], { perm });
  };
  const [query, key, value] = [split([0, 2, 1, 3]), split([0, 2, 3, 1]), split([0, 2, 1, 3])];
  const scores = graph.op("Div", [graph.op("MatMul", [query, key]), graph.scalar(Math.sqrt(hidden / heads))]);
  const shares = graph.op("Softmax", [graph.op("Add", [scores, bias])], { axis: -1 });
  const joined = graph.op("Transpose", [graph.op("MatMul", [shares, value])], { perm: [0, 2, 1, 3] });
  return graph.op("Reshape", [joined, graph.integers(0, 0, hidden)]);
}

function normalise(graph: GraphBuilder, input: string, hidden: number): string {
  const mean = (of: string) => graph.op("ReduceMean", [of], { axes: [-1] });
  const centred = graph.op("Sub", [input, mean(input)]);
  const variance = mean(graph.op("Pow", [centred, graph.scalar(2)]));
  const deviation = graph.op("Sqrt", [graph.op("Add", [variance, graph.scalar(1e-12)])]);
  const gain = graph.tensor(new Float32Array(hidden).fill(1), [hidden]);
  const scaled = graph.op("Mul", [graph.op("Div", [centred, deviation]), gain]);
  return graph.op("Add", [scaled, graph.tensor(new Float32Array(hidden), [hidden])]);
}

function gelu(graph: GraphBuilder, input: string): string {
  const erf = graph.op("Erf", [graph.op("Div", [input, graph.scalar(Math.SQRT2)])]);
  const share = graph.op("Mul", [input, graph.op("Add", [erf, graph.scalar(1)])]);
  return graph.op("Mul", [share, graph.scalar(0.5)]);
}
