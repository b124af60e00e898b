import type protobuf from "protobufjs";
import { modelProto } from "./onnx-proto.ts";
import { tinyOnnx } from "./tiny-onnx.ts";

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
