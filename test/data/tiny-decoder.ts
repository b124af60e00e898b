import { elementTypes, encodeModel, integer, node } from "./onnx-proto.ts";

const { float32: float, int64 } = elementTypes;
const heads = 2;
const headSize = 4;

export interface TinyDecoderOptions {
  /** Element type of keys, values and logits. Default: float32. */
  type?: "float32" | "float16";
  /** Element type of the token ids. Default: int64. */
  idType?: "int32" | "int64";
  /** Input that says how many of the last positions are wanted: one number or a list of one. Default: there is none. */
  keep?: { name: "num_logits_to_keep" | "logits_to_keep"; isScalar: boolean; type?: "int32" | "int64" };
}

/**
 * An ONNX file laid out as an export of a language model with a past, its output the logits of no and yes at each position:
 * 0 and the id of the token there. A past that is not empty, or more than one position where they can be chosen, adds 1000 each.
 */
export function tinyDecoder({ type = "float32", idType = "int64", keep }: TinyDecoderOptions = {}): Uint8Array {
  const elementType = elementTypes[type];
  const past = ["past_key_values.0.key", "past_key_values.0.value"];
  const nodes = [
    node("Cast", ["input_ids"], "floats", integer("to", float)),
    // Keys and values must be of one shape, and have as many rows as there are texts.
    node("Add", past, "both"),
    node("Cast", ["both"], "bothFloats", integer("to", float)),
    node("ReduceSum", ["bothFloats", "pastAxes"], "nothing", integer("keepdims", 0)),
    node("Unsqueeze", ["nothing", "tokenAxis"], "nothingByRow"),
    node("Add", ["floats", "nothingByRow"], "tokens"),
    node("Shape", [past[0]], "pastShape"),
    node("Gather", ["pastShape", "two"], "pastLength"),
    node("Cast", ["pastLength"], "pastFloat", integer("to", float)),
    ...(keep
      ? [
          node("Cast", [keep.name], "keptNumber", integer("to", int64)),
          node("Reshape", ["keptNumber", "tokenAxis"], "kept"),
          node("Neg", ["kept"], "start"),
          node("Slice", ["tokens", "start", "end", "tokenAxis"], "last"),
          node("Sub", ["kept", "tokenAxis"], "tooMany"),
          node("Cast", ["tooMany"], "tooManyFloat", integer("to", float)),
          node("Add", ["pastFloat", "tooManyFloat"], "mistakes"),
        ]
      : [node("Identity", ["tokens"], "last"), node("Identity", ["pastFloat"], "mistakes")]),
    node("Mul", ["mistakes", "thousand"], "fine"),
    node("Add", ["last", "fine"], "yes"),
    node("Unsqueeze", ["yes", "two"], "column"),
    node("Mul", ["column", "weights"], "columns"),
    node("Cast", ["columns"], "logits", integer("to", elementType)),
  ];
  const integers = (name: string, values: number[]) => ({ name, dims: [values.length], data_type: int64, int64_data: values });
  const pastShape = [named("batch"), fixed(heads), named("past"), fixed(headSize)];
  return encodeModel(
    {
      name: "tiny-decoder",
      node: nodes,
      initializer: [
        integers("tokenAxis", [1]),
        integers("two", [2]),
        integers("pastAxes", [1, 2, 3]),
        integers("end", [2 ** 31]),
        { name: "thousand", dims: [1], data_type: float, float_data: [1000] },
        { name: "weights", dims: [1, 1, 2], data_type: float, float_data: [0, 1] },
      ],
      input: [
        tensor("input_ids", elementTypes[idType], [named("batch"), named("tokens")]),
        tensor("attention_mask", elementTypes[idType], [named("batch"), named("tokens")]),
        ...past.map((name) => tensor(name, elementType, pastShape)),
        ...(keep ? [tensor(keep.name, elementTypes[keep.type ?? "int64"], keep.isScalar ? [] : [fixed(1)])] : []),
      ],
      output: [tensor("logits", elementType, [named("batch"), named("positions"), fixed(2)])],
    },
    13,
  );
}

function tensor(name: string, elem_type: number, dim: object[]) {
  return { name, type: { tensor_type: { elem_type, shape: { dim } } } };
}

function named(dim_param: string) {
  return { dim_param };
}

function fixed(dim_value: number) {
  return { dim_value };
}
