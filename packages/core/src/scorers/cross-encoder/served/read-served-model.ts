import * as v from "valibot";
import { isRerankError, RerankError } from "../../../contract/index.ts";
import { type InputName, inputNames } from "../../onnx/runtime/pad-batch.ts";
import type { ExchangeContext, InferenceConnection } from "./inference-connection.ts";

/** What a server says of a model, as far as it decides what is sent. */
export interface ServedModel {
  inputs: { name: InputName; datatype: "INT64" | "INT32" }[];
  output: { name: string; datatype: "FP32" | "FP16" };
  /** Tokens that every pair is padded to, where the graph has a fixed length. */
  width?: number;
  /** Most pairs of one request, where the server says. */
  maxBatch?: number;
}

/** The server's own configuration of a model; servers other than Triton have none. */
export interface ServedConfig {
  maxBatch?: number;
  /** Name of the tokenizer on the Hub, as `parameters` of `config.pbtxt` may say. */
  tokenizer?: string;
}

// Triton writes 64-bit numbers as text here and there.
const size = v.pipe(v.union([v.number(), v.string()]), v.transform(Number));
const tensor = v.object({ name: v.string(), datatype: v.string(), shape: v.optional(v.array(size), []) });
const metadataSchema = v.object({ inputs: v.array(tensor), outputs: v.array(tensor) });
const configSchema = v.object({
  max_batch_size: v.optional(size),
  parameters: v.optional(v.record(v.string(), v.object({ string_value: v.optional(v.string()) }))),
});

type TensorInfo = v.InferOutput<typeof tensor>;

/**
 * Reads what the model's graph asks for.
 *
 * @throws {RerankError} `invalid_model` for one that is no cross-encoder, naming the input or datatype; `invalid_response`
 */
export async function readServedModel(
  connection: InferenceConnection,
  model: string,
  context: ExchangeContext,
): Promise<ServedModel> {
  const { body } = await connection.get("", context);
  const metadata = v.safeParse(metadataSchema, body);
  if (!metadata.success) {
    const at = v.getDotPath(metadata.issues[0]) ?? "the answer";
    const what = `triton describes ${model} in a form that is not that of the Open Inference Protocol, at ${at}`;
    throw new RerankError("invalid_response", what, { provider: "triton" });
  }
  const { inputs, outputs } = metadata.output;
  const { maxBatch } = await readServedConfig(connection, context);
  const [rows = -1, width = -1] = inputs.find(({ name }) => name === "input_ids")?.shape ?? [];
  return {
    inputs: readInputs(inputs, model),
    output: readOutput(outputs, model),
    ...(width > 0 && { width }),
    // A configuration with 0 says that the graph has its batch in its own shape.
    ...limitOf(rows, maxBatch, model),
  };
}

/** Reads the server's configuration of a model, empty where there is none. */
export async function readServedConfig(connection: InferenceConnection, context: ExchangeContext): Promise<ServedConfig> {
  try {
    const { body } = await connection.get("/config", context);
    const result = v.safeParse(configSchema, body);
    if (!result.success) return {};
    const { max_batch_size, parameters } = result.output;
    const tokenizer = parameters?.tokenizer?.string_value;
    return { ...(max_batch_size && { maxBatch: max_batch_size }), ...(tokenizer && { tokenizer }) };
  } catch (error) {
    // Of the protocol's servers only Triton has this page. That it cannot be reached is another matter.
    if (isRerankError(error) && error.code === "invalid_request") return {};
    throw error;
  }
}

function readInputs(inputs: readonly TensorInfo[], model: string): ServedModel["inputs"] {
  const names = inputs.map(({ name }) => name);
  const unknown = names.filter((name) => !(inputNames as readonly string[]).includes(name));
  if (unknown.length > 0 || !names.includes("input_ids")) {
    throw invalid(
      model,
      `has the inputs ${names.join(", ")}; a cross-encoder has input_ids and none but ${inputNames.join(", ")}`,
    );
  }
  return inputs.map(({ name, datatype, shape }) => {
    if (datatype !== "INT64" && datatype !== "INT32")
      throw invalid(model, `takes ${name} as ${datatype}; token ids are INT64 or INT32`);
    if (shape.length !== 2)
      throw invalid(model, `takes ${name} of ${shape.length} axes; a batch of pairs has two: pairs and tokens`);
    return { name: name as InputName, datatype };
  });
}

function readOutput(outputs: readonly TensorInfo[], model: string): ServedModel["output"] {
  const output = outputs.find(({ name }) => name === "logits") ?? (outputs.length === 1 ? outputs[0] : undefined);
  if (!output) {
    const names = outputs.map(({ name }) => name).join(", ");
    throw invalid(model, `has the outputs ${names || "none"}; one of them must be named logits`);
  }
  const { name, datatype } = output;
  if (datatype !== "FP32" && datatype !== "FP16") throw invalid(model, `gives ${name} as ${datatype}; scores are FP32 or FP16`);
  return { name, datatype };
}

function limitOf(rows: number, maxBatch: number | undefined, model: string): { maxBatch?: number } {
  if (rows <= 0) return maxBatch === undefined ? {} : { maxBatch };
  if (rows === 1) return { maxBatch: 1 };
  throw invalid(model, `takes exactly ${rows} pairs at a time; export it with a free first axis`);
}

function invalid(model: string, why: string): RerankError {
  return new RerankError("invalid_model", `the served model ${model} ${why}`, { provider: "triton" });
}
