import type { InferenceSession, Tensor, TypedTensor } from "onnxruntime-node";
import { RerankError } from "../../../contract/index.ts";
import { type InputName, inputNames, type PaddedBatch } from "./pad-batch.ts";

type TensorClass = typeof Tensor;
type Feed = (batch: PaddedBatch) => Tensor;

/** What a graph asks for, and how it is fed. */
export interface GraphInputs {
  /** Whether padding can be told from text. */
  readonly hasMask: boolean;
  feeds(batch: PaddedBatch): Record<string, Tensor>;
}

// Of all positions only the last is read: exports that can leave the others out are asked to.
const lastOnlyNames = ["num_logits_to_keep", "logits_to_keep"];

/**
 * Decides how each input that a graph declares is fed: texts from the batch, and what exports of language models ask for
 * beside them, an empty past above all.
 *
 * @throws {RerankError} `invalid_model` naming an input that nothing is known for
 */
export function readGraphInputs(session: InferenceSession, tensor: TensorClass, modelFile: string): GraphInputs {
  const { inputNames: names } = session;
  const feeders = new Map(names.map((name) => [name, feederOf(name, metadataOf(session, name), tensor)]));
  const unknown = [...feeders].filter(([, feed]) => feed === undefined).map(([name]) => name);
  if (unknown.length > 0 || !feeders.has("input_ids")) {
    throw new RerankError(
      "invalid_model",
      `${modelFile} has the inputs ${names.join(", ")}; a model that reads text has input_ids and none but ${inputNames.join(", ")}, ` +
        `or, as a language model, past_key_values and ${lastOnlyNames.join(" or ")} too`,
    );
  }
  return {
    hasMask: feeders.has("attention_mask"),
    feeds: (batch) => Object.fromEntries([...feeders].map(([name, feed]) => [name, (feed as Feed)(batch)])),
  };
}

function feederOf(
  name: string,
  metadata: InferenceSession.TensorValueMetadata | undefined,
  tensor: TensorClass,
): Feed | undefined {
  const integers = (values: BigInt64Array, dims: readonly number[]) =>
    metadata?.type === "int32" ? new tensor("int32", Int32Array.from(values, Number), dims) : new tensor("int64", values, dims);
  if ((inputNames as readonly string[]).includes(name)) {
    return ({ inputs, rows, width }) => integers(inputs[name as InputName], [rows, width]);
  }
  if (lastOnlyNames.includes(name)) return () => integers(BigInt64Array.of(1n), metadata?.shape.length === 1 ? [1] : []);
  if (name === "use_cache_branch") return () => new tensor("bool", Uint8Array.of(0), [1]);
  if (/^past_?key_?values?\b|^past_/.test(name) && metadata) return (batch) => emptyPast(batch.rows, metadata, tensor);
  return undefined;
}

/** Keys or values of no tokens: `[rows, heads, 0, size]`, whichever of the axes are fixed. */
function emptyPast(rows: number, { type, shape }: InferenceSession.TensorValueMetadata, tensor: TensorClass): Tensor {
  const dims = shape.map((size, axis) => (axis === 0 ? rows : typeof size === "number" && size > 0 ? size : 0));
  const none = type === "float16" ? new Uint16Array(0) : new Float32Array(0);
  return new tensor(type as "float32", none as TypedTensor<"float32">["data"], dims);
}

// Engines before 1.21 do not tell; they run whatever has no past.
function metadataOf(session: InferenceSession, name: string): InferenceSession.TensorValueMetadata | undefined {
  const all: readonly InferenceSession.ValueMetadata[] | undefined = session.inputMetadata;
  const found = all?.find((metadata) => metadata.name === name);
  return found?.isTensor ? found : undefined;
}
