import { type ElementType, elementTypes, encodeModel } from "../../data/onnx-proto.ts";

// What transformers.js and the Hub's exports of these models were made with.
const opset = 14;

type Attributes = Record<string, number | readonly number[]>;
type Data = Float32Array | Int8Array | BigInt64Array;

/** Collects the nodes of a graph; every method returns the name of what it made. */
export interface GraphBuilder {
  /** A node with one output. */
  op(type: string, inputs: readonly string[], attributes?: Attributes, output?: string): string;
  /** A node with several outputs. */
  ops(type: string, inputs: readonly string[], outputs: number): string[];
  tensor(data: Data, dims: readonly number[]): string;
  /** A constant without dimensions. */
  scalar(value: number): string;
  integers(...values: number[]): string;
  input(name: string, type: ElementType, dims: readonly (number | string)[]): string;
  /** The file, with one output, or several with their shapes by name. */
  encode(output: string, dims: readonly (number | string)[], others?: Readonly<Record<string, readonly (number | string)[]>>): Uint8Array;
}

export function createGraph(): GraphBuilder {
  const node: object[] = [];
  const initializer: object[] = [];
  const input: object[] = [];
  let count = 0;
  const add = (op_type: string, inputs: readonly string[], output: string[], attributes: Attributes = {}) =>
    void node.push({ op_type, input: inputs, output, attribute: Object.entries(attributes).map(toAttribute) });

  const builder: GraphBuilder = {
    op(type, inputs, attributes, output = `v${count++}`) {
      add(type, inputs, [output], attributes);
      return output;
    },
    ops(type, inputs, outputs) {
      const names = Array.from({ length: outputs }, () => `v${count++}`);
      add(type, inputs, names);
      return names;
    },
    tensor(data, dims) {
      const name = `c${count++}`;
      const raw_data = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      initializer.push({ name, dims, data_type: elementTypes[typeOf(data)], raw_data });
      return name;
    },
    scalar: (value) => builder.tensor(Float32Array.of(value), []),
    integers: (...values) => builder.tensor(BigInt64Array.from(values, BigInt), [values.length]),
    input(name, type, dims) {
      input.push(valueInfo(name, type, dims));
      return name;
    },
    encode(output, dims, others = {}) {
      const outputs = Object.entries({ [output]: dims, ...others }).map(([name, dims]) => valueInfo(name, "float32", dims));
      return encodeModel({ name: "bench", node, initializer, input, output: outputs }, opset);
    },
  };
  return builder;
}

function typeOf(data: Data): ElementType {
  if (data instanceof Float32Array) return "float32";
  return data instanceof Int8Array ? "int8" : "int64";
}

function toAttribute([name, value]: [string, number | readonly number[]]): object {
  return typeof value === "number" ? { name, i: value, type: 2 } : { name, ints: value, type: 7 };
}

function valueInfo(name: string, type: ElementType, dims: readonly (number | string)[]): object {
  const dim = dims.map((size) => (typeof size === "number" ? { dim_value: size } : { dim_param: size }));
  return { name, type: { tensor_type: { elem_type: elementTypes[type], shape: { dim } } } };
}
