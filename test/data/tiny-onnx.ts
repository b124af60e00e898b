import { elementTypes, encodeModel, integer, integers, node } from "./onnx-proto.ts";

const { float32: float, int64 } = elementTypes;

export interface TinyOnnxOptions {
  /** Names of the inputs, each `[batch, tokens]`; the first is the one that is read. Default: those of BERT. */
  inputs?: readonly string[];
  /** Element type of the inputs. Default: int64. */
  inputType?: "int32" | "int64";
  /** Names of the outputs, all with the same values. Default: `logits`. */
  outputs?: readonly string[];
  /** What the sum is multiplied by, for each logit of a row. Default: one logit, the sum itself. */
  weights?: readonly number[];
  /** A row with this token gets NaN. Default: none does. */
  nanToken?: number;
  /** Size of the embedding table: a token beyond it fails. Default: there is none. */
  tableSize?: number;
  /** Size of the position table: a row with more tokens fails. Default: there is none. */
  positions?: number;
  /** Name of that table. Default: one that says nothing of what it is. */
  positionTable?: string;
  /** Version of the operators. Default: 13. */
  opset?: number;
  /** Element type of the outputs. Default: float32. */
  type?: "float32" | "float16" | "int64";
}

/** An ONNX file whose logit for a row is the sum of its token ids: easy to check by hand, and padding (id 0) adds nothing. */
export function tinyOnnx(options: TinyOnnxOptions = {}): Uint8Array {
  const {
    inputs = ["input_ids", "attention_mask", "token_type_ids"],
    outputs = ["logits"],
    weights = [1],
    nanToken,
    tableSize,
    positions,
    positionTable = "table of something",
    opset = 13,
  } = options;
  const ids = "tokenIds";
  const type = elementTypes[options.type ?? "float32"];
  const nodes = [
    node("Cast", [inputs[0]], ids, integer("to", int64)),
    tableSize ? node("Gather", ["table", ids], "floats") : node("Cast", [ids], "floats", integer("to", float)),
    node("ReduceSum", ["floats", "tokenAxis"], "sum"),
    // 1 for every row, but 0 / 0 for one with the token.
    node("Equal", [ids, "nanToken"], "isToken"),
    node("Cast", ["isToken"], "isTokenFloat", integer("to", float)),
    node("ReduceMax", ["isTokenFloat"], "hasToken", integers("axes", [1])),
    node("Sub", ["one", "hasToken"], "lacksToken"),
    node("Div", ["lacksToken", "lacksToken"], "guard"),
    node("Mul", ["sum", "guard"], "guarded"),
    ...(positions
      ? [
          node("Shape", [ids], "shape"),
          node("Gather", ["shape", "tokenAxis"], "length"),
          node("Sub", ["length", "oneInteger"], "last"),
          node("Gather", [positionTable, "last"], "position"),
          node("Add", ["guarded", "position"], "placed"),
        ]
      : [node("Identity", ["guarded"], "placed")]),
    node("Mul", ["placed", "weights"], "columns"),
    ...outputs.map((output) => node("Cast", ["columns"], output, integer("to", type))),
  ];
  const graph = {
    name: "tiny",
    node: nodes,
    initializer: [
      { name: "tokenAxis", dims: [1], data_type: int64, int64_data: [1] },
      { name: "nanToken", dims: [1], data_type: int64, int64_data: [nanToken ?? -1] },
      { name: "one", dims: [1], data_type: float, float_data: [1] },
      { name: "weights", dims: [1, weights.length], data_type: float, float_data: weights },
      ...(positions
        ? [
            { name: "oneInteger", dims: [1], data_type: int64, int64_data: [1] },
            { name: positionTable, dims: [positions, 1], data_type: float, float_data: new Array(positions).fill(0) },
          ]
        : []),
      // Each token's embedding is its id.
      ...(tableSize
        ? [{ name: "table", dims: [tableSize], data_type: float, float_data: Array.from({ length: tableSize }, (_, i) => i) }]
        : []),
    ],
    input: inputs.map((name) => matrix(name, elementTypes[options.inputType ?? "int64"], { dim_param: "tokens" })),
    output: outputs.map((name) => matrix(name, type, { dim_value: weights.length })),
  };
  return encodeModel(graph, opset);
}

function matrix(name: string, elem_type: number, columns: object) {
  return { name, type: { tensor_type: { elem_type, shape: { dim: [{ dim_param: "batch" }, columns] } } } };
}
