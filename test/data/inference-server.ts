import { InferenceSession, Tensor } from "onnxruntime-node";
import { type JsonAnswer, type JsonRequest, type JsonServer, startJsonServer } from "./json-server.ts";

interface WireTensor {
  name: string;
  datatype: string;
  shape: number[];
  data: number[];
}

export interface InferenceServerOptions {
  /** Name of the model. Default: `reranker`. */
  model?: string;
  /** `max_batch_size` of its configuration; a larger batch is refused. `undefined` for a server without that page. Default: 8. */
  maxBatch?: number | undefined;
  /** `parameters` of its configuration. */
  parameters?: Record<string, { string_value: string }>;
  /** Datatype of its inputs on the wire. Default: INT64. */
  ids?: "INT64" | "INT32";
  /** The output in half precision, which goes over the wire as bytes. Default: false. */
  half?: boolean;
  /** Metadata in place of that of the graph. */
  metadata?: object;
  /** Answers in place of the server's own. */
  intercept?: (request: JsonRequest) => JsonAnswer | undefined | Promise<JsonAnswer | undefined>;
}

/** A stand-in for Triton: the Open Inference Protocol, version 2, before a graph that really runs. Until the test ends. */
export async function startInferenceServer(
  graph: string | Uint8Array,
  options: InferenceServerOptions = {},
): Promise<JsonServer> {
  const { model = "reranker", ids = "INT64", half = false, parameters = {} } = options;
  const maxBatch = "maxBatch" in options ? options.maxBatch : 8;
  const session = await InferenceSession.create(graph as string, { intraOpNumThreads: 1 });
  const output = session.outputNames[0] as string;
  const columns = (session.outputMetadata[0] as { shape: readonly (number | string)[] }).shape.slice(1);
  const metadata = {
    name: model,
    versions: ["1"],
    platform: "onnxruntime_onnx",
    inputs: session.inputNames.map((name) => ({ name, datatype: ids, shape: [-1, -1] })),
    outputs: [{ name: output, datatype: half ? "FP16" : "FP32", shape: [-1, ...columns.map(Number)] }],
  };
  const failure = (status: number, error: string): JsonAnswer => ({ status, body: { error } });

  return startJsonServer(async (request) => {
    const { path, body } = request;
    const given = await options.intercept?.(request);
    if (given) return given;
    const [, name, rest = ""] = /^\/v2\/models\/([^/]+)(.*)$/.exec(path) ?? [];
    if (name !== model) return failure(404, `Request for unknown model: '${name}' is not found`);
    if (rest === "") return { body: options.metadata ?? metadata };
    if (rest === "/config" && maxBatch !== undefined) return { body: { name: model, max_batch_size: maxBatch, parameters } };
    if (rest !== "/infer") return failure(404, "Not Found");
    return infer(body);
  });

  async function infer(body: { inputs: WireTensor[]; outputs: { name: string; parameters?: { binary_data?: boolean } }[] }) {
    const missing = session.inputNames.filter((name) => !body.inputs.some((input) => input.name === name));
    if (missing.length > 0) return failure(400, `expected ${session.inputNames.length} inputs but got ${body.inputs.length}`);
    const wrong = body.inputs.find(({ datatype }) => datatype !== ids);
    if (wrong)
      return failure(400, `inference input '${wrong.name}' data-type is '${wrong.datatype}', but model expects '${ids}'`);
    const [rows = 0] = body.inputs[0]?.shape ?? [];
    if (maxBatch && rows > maxBatch) return failure(400, `batch-size must be <= ${maxBatch} for '${model}'`);
    const feeds = Object.fromEntries(
      body.inputs.map(({ name, shape, data }) => [name, new Tensor("int64", BigInt64Array.from(data, BigInt), shape)]),
    );
    const logits = (await session.run(feeds))[output] as Tensor;
    const data = [...(logits.data as Float32Array)];
    const tensor = { name: output, shape: [...logits.dims] };
    if (!half) return { body: { model_name: model, model_version: "1", outputs: [{ ...tensor, datatype: "FP32", data }] } };
    if (!body.outputs[0]?.parameters?.binary_data) {
      return failure(400, "sending FP16 data via JSON is not supported. Please use the binary data format for output");
    }
    return binaryAnswer({ model_name: model, model_version: "1" }, tensor, data);
  }
}

function binaryAnswer(head: object, tensor: object, data: number[]): JsonAnswer {
  const bytes = new Uint8Array(Uint16Array.from(data, toHalf).buffer);
  const described = { ...tensor, datatype: "FP16", parameters: { binary_data_size: bytes.length } };
  const json = Buffer.from(JSON.stringify({ ...head, outputs: [described] }));
  return {
    headers: { "content-type": "application/octet-stream", "inference-header-content-length": String(json.length) },
    body: Buffer.concat([json, bytes]),
  };
}

/** The bits of a number in half precision, cut rather than rounded; for what half precision can hold. */
function toHalf(value: number): number {
  const sign = value < 0 ? 0x8000 : 0;
  const size = Math.abs(value);
  if (size < 2 ** -14) return sign | Math.floor(size * 2 ** 24);
  const exponent = Math.floor(Math.log2(size));
  return sign | ((exponent + 15) << 10) | Math.floor((size / 2 ** exponent - 1) * 1024);
}
