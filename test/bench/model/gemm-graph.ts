import { createGraph } from "./graph-builder.ts";
import { createGaussian } from "./random.ts";

/** Multiplications in one run of the graph, so that calling it costs nothing. */
export const gemmProducts = 16;

/**
 * Nothing but matrix products of the feed-forward part, one after the other: as fast as the engine can multiply, with weights and
 * rows in cache. No model of this shape can be faster.
 */
export function gemmGraph(hidden: number, feedForward: number): Uint8Array {
  const graph = createGraph();
  const gaussian = createGaussian(1);
  const weights = (rows: number, columns: number) =>
    graph.tensor(
      Float32Array.from({ length: rows * columns }, () => gaussian() / Math.sqrt(rows)),
      [rows, columns],
    );
  const [up, down] = [weights(hidden, feedForward), weights(feedForward, hidden)];
  let state = graph.input("input", "float32", ["rows", hidden]);
  for (let i = 0; i < gemmProducts; i += 2) state = graph.op("MatMul", [graph.op("MatMul", [state, up]), down]);
  graph.op("Identity", [state], {}, "output");
  return graph.encode("output", ["rows", hidden]);
}
