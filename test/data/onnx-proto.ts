import protobuf from "protobufjs";

// The part of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto that the graphs made here need.
const { root } = protobuf.parse(
  `syntax = "proto2";
  message ModelProto { optional int64 ir_version = 1; optional GraphProto graph = 7; repeated OperatorSet opset_import = 8; }
  message OperatorSet { optional string domain = 1; optional int64 version = 2; }
  message GraphProto {
    repeated NodeProto node = 1; optional string name = 2; repeated TensorProto initializer = 5;
    repeated ValueInfo input = 11; repeated ValueInfo output = 12;
  }
  message NodeProto { repeated string input = 1; repeated string output = 2; optional string op_type = 4; repeated Attribute attribute = 5; }
  message Attribute { optional string name = 1; optional int64 i = 3; repeated int64 ints = 8; optional int32 type = 20; }
  message TensorProto {
    repeated int64 dims = 1; optional int32 data_type = 2; optional string name = 8; optional bytes raw_data = 9;
    repeated float float_data = 4 [packed = true]; repeated int64 int64_data = 7 [packed = true];
    repeated Entry external_data = 13; optional int32 data_location = 14;
  }
  message Entry { optional string key = 1; optional string value = 2; }
  message ValueInfo { optional string name = 1; optional Type type = 2; }
  message Type { optional TensorType tensor_type = 1; }
  message TensorType { optional int32 elem_type = 1; optional Shape shape = 2; }
  message Shape { repeated Dimension dim = 1; }
  message Dimension { optional int64 dim_value = 1; optional string dim_param = 2; }`,
  { keepCase: true },
);

export const modelProto: protobuf.Type = root.lookupType("ModelProto");

export const elementTypes = { float32: 1, int8: 3, int32: 6, int64: 7, float16: 10 } as const;
export type ElementType = keyof typeof elementTypes;

/** Writes an ONNX file. */
export function encodeModel(graph: object, opset: number): Uint8Array {
  return modelProto
    .encode(modelProto.fromObject({ ir_version: 8, graph, opset_import: [{ domain: "", version: opset }] }))
    .finish();
}

export function node(op_type: string, input: readonly (string | undefined)[], output: string, ...attribute: object[]) {
  return { op_type, input, output: [output], attribute };
}

export function integer(name: string, i: number) {
  return { name, i, type: 2 };
}

export function integers(name: string, ints: number[]) {
  return { name, ints, type: 7 };
}
