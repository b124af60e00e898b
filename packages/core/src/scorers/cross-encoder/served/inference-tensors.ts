import * as v from "valibot";
import { RerankError } from "../../../contract/index.ts";
import type { HttpAnswer } from "../../../io/http/http-exchange.ts";
import { messageOf } from "../../../io/http/status-error.ts";
import { type Padding, padBatch } from "../../onnx/runtime/pad-batch.ts";
import type { EncodedPair } from "../../onnx/tokenizer/pair-template.ts";
import type { Output } from "../score-head.ts";
import type { ServedModel } from "./read-served-model.ts";

/** The request for a micro-batch. */
export function inferenceRequest(
  pairs: readonly EncodedPair[],
  { inputs, output, width }: ServedModel,
  padding: Padding,
): object {
  const batch = padBatch(pairs, { ...padding, ...(width !== undefined && { width }) });
  return {
    inputs: inputs.map(({ name, datatype }) => ({
      name,
      datatype,
      shape: [batch.rows, batch.width],
      // Ids are far below 2^53.
      data: Array.from(batch.inputs[name], Number),
    })),
    // Triton refuses to write half precision as JSON.
    outputs: [{ name: output.name, ...(output.datatype === "FP16" && { parameters: { binary_data: true } }) }],
  };
}

const answerSchema = v.object({
  outputs: v.array(
    v.object({
      name: v.string(),
      datatype: v.string(),
      shape: v.array(v.number()),
      data: v.optional(v.array(v.unknown())),
      parameters: v.optional(v.object({ binary_data_size: v.optional(v.number()) })),
    }),
  ),
});

const jsonLength = "inference-header-content-length";

/**
 * The output of a model, from JSON or from JSON with bytes behind it.
 *
 * @throws {RerankError} `invalid_response`
 */
export function readInference({ body, headers }: HttpAnswer, name: string): Output {
  const [json, rest] = body instanceof Uint8Array ? divide(body, Number(headers.get(jsonLength))) : [body];
  const result = v.safeParse(answerSchema, json);
  const output = result.success ? result.output.outputs.find((output) => output.name === name) : undefined;
  if (!output) {
    const said = messageOf(json);
    throw new RerankError("invalid_response", `triton answered without the output ${name}; it said: ${said}`, {
      provider: "triton",
    });
  }
  const { shape: dims, datatype, data, parameters } = output;
  if (data) return { type: "float32", dims, data: Float32Array.from(data.flat(Number.POSITIVE_INFINITY) as unknown[], toNumber) };
  return { dims, ...fromBytes(rest?.slice(0, parameters?.binary_data_size), datatype) };
}

// null would be a score of 0.
function toNumber(value: unknown): number {
  return typeof value === "number" ? value : Number.NaN;
}

function divide(body: Uint8Array, length: number): [unknown, Uint8Array] {
  try {
    return [JSON.parse(new TextDecoder().decode(body.subarray(0, length))), body.subarray(length)];
  } catch {
    return [undefined, body];
  }
}

/** Little-endian, as the protocol has it and as every machine that runs Node. */
function fromBytes(bytes: Uint8Array | undefined, datatype: string): Pick<Output, "type" | "data"> {
  if (!bytes) return { type: datatype, data: undefined };
  if (datatype === "FP16") return { type: "float16", data: new Uint16Array(bytes.buffer, 0, bytes.length >> 1) };
  return { type: "float32", data: new Float32Array(bytes.buffer, 0, bytes.length >> 2) };
}
