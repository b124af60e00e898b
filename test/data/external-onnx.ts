import protobuf from "protobufjs";
import { tinyOnnx } from "./tiny-onnx.ts";

// As far as tiny-onnx.ts uses it, and the fields by which a tensor points to its data in another file.
const { root } = protobuf.parse(
  `syntax = "proto2";
  message ModelProto { optional int64 ir_version = 1; optional GraphProto graph = 7; repeated bytes opset_import = 8; }
  message GraphProto {
    repeated bytes node = 1; optional string name = 2; repeated TensorProto initializer = 5;
    repeated bytes input = 11; repeated bytes output = 12;
  }
  message TensorProto {
    repeated int64 dims = 1; optional int32 data_type = 2; optional string name = 8; repeated float float_data = 4 [packed = true];
    repeated int64 int64_data = 7 [packed = true]; repeated Entry external_data = 13; optional int32 data_location = 14;
  }
  message Entry { optional string key = 1; optional string value = 2; }`,
  { keepCase: true },
);
const modelProto = root.lookupType("ModelProto");

interface Tensor {
  name: string;
  float_data?: number[];
  external_data?: { key: string; value: string }[];
  data_location?: number;
}

/** The graph of tinyOnnx with its embedding table in a file beside it, as exporters lay out models beyond 2 GB. */
export function externalOnnx(dataFile: string, tableSize: number): { graph: Uint8Array; data: Uint8Array } {
  const model = modelProto.decode(tinyOnnx({ tableSize })) as unknown as { graph: { initializer: Tensor[] } };
  const table = model.graph.initializer.find(({ name }) => name === "table");
  if (!table?.float_data) throw new Error("tinyOnnx has no table any more");
  const data = Buffer.from(new Float32Array(table.float_data).buffer);
  table.float_data = [];
  table.external_data = Object.entries({ location: dataFile, offset: "0", length: String(data.length) }).map(([key, value]) => ({
    key,
    value,
  }));
  table.data_location = 1;
  return { graph: modelProto.encode(model as unknown as protobuf.Message).finish(), data };
}
