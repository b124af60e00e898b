import { createGraph } from "../bench/model/graph-builder.ts";
import { createGaussian } from "../bench/model/random.ts";
import { bundledFile, type ModelFiles, makeModelFolder } from "./model-folder.ts";

/** Tokens that the bundled tokenizer has in tests beside its own, as ColBERT's has them. */
export const markers = { query: "[unused0]", document: "[unused1]" };
const bundledPieces = 24_896;
export const markerIds = { query: bundledPieces, document: bundledPieces + 1 };
const pieces = bundledPieces + 2;

export interface TokenGraphOptions {
  /** Length of a hidden state. Default: 16. */
  hidden?: number;
  /** Length of a vector; `hidden` leaves the projection out. Default: 8. */
  dimensions?: number;
  /** Name of the output. Default: `contextual`. */
  output?: string;
  /** Further outputs with the hidden states, by name. Default: none. */
  others?: readonly string[];
  /** Whether there is one vector for a text, the mean of its tokens, rather than one for each token. Default: false. */
  pools?: boolean;
  /** Whether all vectors are alike, so that nothing can be told by them. Default: false. */
  constant?: boolean;
  /** Whether the graph knows which tokens are padding. Default: true. */
  mask?: boolean;
  /** Rows of its table of positions: longer texts fail. Default: there is none. */
  positions?: number;
  seed?: number;
}

interface Weights {
  hidden: number;
  dimensions: number;
  table: Float32Array;
  projection: Float32Array;
}

const drawn = new Map<string, Weights>();

/** Weights that graph and reference share. */
function weightsOf({ hidden = 16, dimensions = 8, seed = 1 }: TokenGraphOptions): Weights {
  const key = [hidden, dimensions, seed].join();
  const gaussian = createGaussian(seed);
  const draw = (count: number) => Float32Array.from({ length: count }, gaussian);
  const weights = drawn.get(key) ?? { hidden, dimensions, table: draw(pieces * hidden), projection: draw(hidden * dimensions) };
  drawn.set(key, weights);
  return weights;
}

// How much of a text's mean is in each token's state: context, so that masks matter.
const contextShare = 0.5;

/**
 * An ONNX file laid out as the export of a ColBERT model, with the least that such a model has: states by token, something of the whole text in each,
 * and a projection. Weights are random; equal words have like vectors, so that MaxSim counts words in common.
 */
export function tokenGraph(options: TokenGraphOptions = {}): Uint8Array {
  const { output = "contextual", others = [], pools, constant, mask: hasMask = true, positions } = options;
  const { hidden, dimensions, table, projection } = weightsOf(options);
  const graph = createGraph();
  const ids = graph.input("input_ids", "int64", ["batch", "tokens"]);
  const mask = hasMask
    ? graph.input("attention_mask", "int64", ["batch", "tokens"])
    : graph.op("Sign", [graph.op("Abs", [graph.op("Add", [ids, graph.integers(1)])])]);
  const states = graph.op("Gather", [graph.tensor(table, [pieces, hidden]), ids]);
  const weights = graph.op("Cast", [graph.op("Unsqueeze", [mask, graph.integers(2)])], { to: 1 });
  const sum = (of: string) => graph.op("ReduceSum", [of, graph.integers(1)], { keepdims: 1 });
  const mean = graph.op("Div", [sum(graph.op("Mul", [states, weights])), sum(weights)]);
  let mixed = graph.op("Add", [states, graph.op("Mul", [mean, graph.scalar(contextShare)])]);
  if (positions !== undefined) {
    const length = graph.op("Slice", [graph.op("Shape", [ids]), graph.integers(1), graph.integers(2)]);
    const nothing = graph.tensor(new Float32Array(positions * hidden), [positions, hidden]);
    mixed = graph.op("Add", [mixed, graph.op("Slice", [nothing, graph.integers(0), length, graph.integers(0)])]);
  }
  const projected = dimensions === hidden ? mixed : graph.op("MatMul", [mixed, graph.tensor(projection, [hidden, dimensions])]);
  const told = constant ? graph.op("Add", [graph.op("Mul", [projected, graph.scalar(0)]), graph.scalar(1)]) : projected;
  const pooled = () =>
    graph.op("Div", [
      graph.op("ReduceSum", [graph.op("Mul", [told, weights]), graph.integers(1)], { keepdims: 0 }),
      graph.op("ReduceSum", [weights, graph.integers(1)], { keepdims: 0 }),
    ]);
  graph.op("Identity", [pools ? pooled() : told], {}, output);
  for (const name of others) graph.op("Identity", [mixed], {}, name);
  const shape = ["batch", "tokens", hidden];
  return graph.encode(
    output,
    pools ? ["batch", dimensions] : ["batch", "tokens", dimensions],
    Object.fromEntries(others.map((name) => [name, shape])),
  );
}

/** What the graph makes of a text's tokens, in plain arrays: a vector for each, not of length 1. */
export function plainVectors(ids: readonly number[], attended: number = ids.length, options: TokenGraphOptions = {}): number[][] {
  const { hidden, dimensions, table, projection } = weightsOf(options);
  const states = ids.map((id) => [...table.subarray(id * hidden, (id + 1) * hidden)]);
  const mean = states[0]?.map(
    (_, i) => states.slice(0, attended).reduce((sum, state) => sum + (state[i] as number), 0) / attended,
  ) as number[];
  return states.map((state) => {
    const mixed = state.map((value, i) => value + contextShare * (mean[i] as number));
    if (dimensions === hidden) return mixed;
    return Array.from({ length: dimensions }, (_, column) =>
      mixed.reduce((sum, value, row) => sum + value * (projection[row * dimensions + column] as number), 0),
    );
  });
}

/** The bundled tokenizer with the tokens of ColBERT beside its own. */
export async function tokenizerWithMarkers(tokens: Readonly<Record<string, string>> = markers): Promise<object> {
  const tokenizer = JSON.parse((await bundledFile("tokenizer.json")).toString());
  const added = Object.values(tokens).map((content, i) => ({
    id: bundledPieces + i,
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  }));
  return { ...tokenizer, added_tokens: [...tokenizer.added_tokens, ...added] };
}

/** The files of such a model; trust is off unless `model.json` says otherwise. */
export async function tokenModelFiles(options: TokenGraphOptions = {}): Promise<ModelFiles> {
  return {
    "config.json": { max_position_embeddings: 512, vocab_size: pieces, pad_token_id: 0, hidden_size: options.hidden ?? 16 },
    "tokenizer.json": await tokenizerWithMarkers(),
    "model.onnx": tokenGraph(options),
  };
}

/** A directory with them that is removed when the test ends. */
export async function makeTokenModel(options: TokenGraphOptions = {}, files: ModelFiles = {}): Promise<string> {
  return makeModelFolder({ ...(await tokenModelFiles(options)), ...files });
}
