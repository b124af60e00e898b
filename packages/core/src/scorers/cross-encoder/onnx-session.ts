import type { InferenceSession, Tensor } from "onnxruntime-node";
import { RerankError } from "../../contract/index.ts";
import { importPeer } from "../../io/import-peer.ts";
import { type InputName, inputNames, type PaddedBatch } from "./pad-batch.ts";

/** A loaded model. */
export interface OnnxSession {
  /** One logit for each row. */
  run(batch: PaddedBatch): Promise<number[]>;
  release(): Promise<void>;
}

/**
 * Loads a graph with one intra-op thread: threads inside one session wait for each other in a spin and slow down to half
 * speed when another process takes a core.
 *
 * @throws {RerankError} `missing_peer`, `invalid_model`
 */
export async function openOnnxSession(modelFile: string): Promise<OnnxSession> {
  const ort = await importPeer<typeof import("onnxruntime-node")>("onnxruntime-node", () => import("onnxruntime-node"));
  // The engine prints to stderr before it throws; the error carries the same words.
  ort.env.logLevel = "fatal";
  let session: InferenceSession;
  try {
    session = await ort.InferenceSession.create(modelFile, { intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 4 });
  } catch (cause) {
    throw new RerankError("invalid_model", `${modelFile} cannot be loaded: ${(cause as Error).message}`, { cause });
  }
  const declared = checkInputs(session.inputNames, modelFile);
  const output = chooseOutput(session.outputNames, modelFile);

  async function run(batch: PaddedBatch): Promise<number[]> {
    const shape = [batch.rows, batch.width];
    const feeds = Object.fromEntries(declared.map((name) => [name, new ort.Tensor("int64", batch.inputs[name], shape)]));
    let tensor: Tensor | undefined;
    try {
      tensor = (await session.run(feeds, [output]))[output];
    } catch (cause) {
      throw new RerankError(
        "inference_failed",
        `${modelFile} failed on a batch of ${shape.join(" x ")}: ${(cause as Error).message}`,
        { cause },
      );
    }
    return logits(tensor, batch.rows, output, modelFile);
  }

  return { run, release: () => session.release() };
}

function checkInputs(names: readonly string[], modelFile: string): InputName[] {
  const unknown = names.filter((name) => !(inputNames as readonly string[]).includes(name));
  if (unknown.length > 0 || !names.includes("input_ids")) {
    throw new RerankError(
      "invalid_model",
      `${modelFile} has the inputs ${names.join(", ")}; a cross-encoder has input_ids and none but ${inputNames.join(", ")}`,
    );
  }
  return names as InputName[];
}

function chooseOutput(names: readonly string[], modelFile: string): string {
  if (names.includes("logits")) return "logits";
  if (names.length === 1) return names[0] as string;
  throw new RerankError("invalid_model", `${modelFile} has the outputs ${names.join(", ")}; one of them must be named logits`);
}

function logits(tensor: Tensor | undefined, rows: number, output: string, modelFile: string): number[] {
  const data = tensor?.data;
  if (!(data instanceof Float32Array) || data.length !== rows) {
    throw new RerankError(
      "invalid_model",
      `${modelFile} returned ${output} of type ${tensor?.type} and shape ${tensor?.dims.join(" x ")} for ${rows} pairs; ` +
        "expected float32 with one logit for each pair, as a cross-encoder exported for sequence classification has",
    );
  }
  return Array.from(data);
}
