import type { GraphBuilder } from "./graph-builder.ts";
import type { Precision } from "./shapes.ts";

/** Makes the two operations that have learned weights, in either precision. */
export interface Weighted {
  /** `input x weights + bias`. */
  linear(input: string, rows: number, columns: number): string;
  /** Rows of a table. */
  lookUp(ids: string, rows: number, columns: number): string;
}

/**
 * The int8 form is what onnxruntime's quantize_dynamic makes: symmetric signed weights with a scale for each column, inputs
 * quantised on the fly over the whole tensor, sums in int32.
 */
export function createWeighted(graph: GraphBuilder, precision: Precision, draw: (count: number, deviation: number) => Float32Array): Weighted {
  // Query, key and value share one quantised input.
  const quantised = new Map<string, string[]>();
  const quantise = (input: string) => {
    const known = quantised.get(input) ?? graph.ops("DynamicQuantizeLinear", [input], 3);
    quantised.set(input, known);
    return known as [string, string, string];
  };

  function multiply(input: string, weights: Float32Array, rows: number, columns: number): string {
    if (precision === "fp32") return graph.op("MatMul", [input, graph.tensor(weights, [rows, columns])]);
    const { values, scales } = quantiseColumns(weights, columns);
    const [data, scale, zero] = quantise(input);
    const zeros = graph.tensor(new Int8Array(columns), [columns]);
    const sums = graph.op("MatMulInteger", [data, graph.tensor(values, [rows, columns]), zero, zeros]);
    const scaled = graph.op("Mul", [scale, graph.tensor(scales, [columns])]);
    return graph.op("Mul", [graph.op("Cast", [sums], { to: 1 }), scaled]);
  }

  return {
    linear(input, rows, columns) {
      const product = multiply(input, draw(rows * columns, 1 / Math.sqrt(rows)), rows, columns);
      return graph.op("Add", [graph.tensor(draw(columns, 0.02), [columns]), product]);
    },
    lookUp(ids, rows, columns) {
      const table = draw(rows * columns, 1);
      if (precision === "fp32") return graph.op("Gather", [graph.tensor(table, [rows, columns]), ids]);
      const { values, scales } = quantiseColumns(table, 1);
      const found = graph.op("Gather", [graph.tensor(values, [rows, columns]), ids]);
      return graph.op("DequantizeLinear", [found, graph.scalar(scales[0] as number), graph.tensor(new Int8Array(1), [])]);
    },
  };
}

/** One column: one scale for the whole table. */
function quantiseColumns(weights: Float32Array, columns: number): { values: Int8Array; scales: Float32Array } {
  const scales = new Float32Array(columns);
  for (let i = 0; i < weights.length; i++) {
    scales[i % columns] = Math.max(scales[i % columns] as number, Math.abs(weights[i] as number) / 127);
  }
  const values = new Int8Array(weights.length);
  for (let i = 0; i < weights.length; i++) values[i] = Math.round((weights[i] as number) / (scales[i % columns] as number));
  return { values, scales };
}
