import type { InferenceSession, Tensor } from "onnxruntime-node";
import { RerankError } from "../../contract/index.ts";
import { importPeer } from "../../io/import-peer.ts";
import { watchPlacement } from "./execution-placement.ts";
import { readGraphInputs } from "./graph-inputs.ts";
import type { PaddedBatch } from "./pad-batch.ts";

/** A loaded model. */
export interface OnnxSession {
  /** Whether padding can be told from text; where not, only texts of one length can share a batch. */
  readonly hasMask: boolean;
  /** The logits of a batch. */
  run(batch: PaddedBatch): Promise<Tensor | undefined>;
  /** After the first run: refuses execution providers that took nothing of the graph. */
  checkPlacement(): Promise<void>;
  release(): Promise<void>;
}

/**
 * Loads a graph with one intra-op thread: threads inside one session wait for each other in a spin and slow down to half
 * speed when another process takes a core.
 *
 * @throws {RerankError} `missing_peer`, `invalid_model`
 */
export async function openOnnxSession(modelFile: string, executionProviders: readonly string[] = []): Promise<OnnxSession> {
  const ort = await importPeer<typeof import("onnxruntime-node")>("onnxruntime-node", () => import("onnxruntime-node"));
  // The engine prints to stderr before it throws; the error carries the same words.
  ort.env.logLevel = "fatal";
  const beyondCpu = executionProviders.filter((name) => name !== "cpu");
  const watch = beyondCpu.length > 0 ? await watchPlacement(beyondCpu) : undefined;
  const options: InferenceSession.SessionOptions = {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 4,
    ...(executionProviders.length > 0 && { executionProviders: [...executionProviders] }),
    ...watch?.options,
  };
  let session: InferenceSession;
  try {
    session = await ort.InferenceSession.create(modelFile, options);
  } catch (cause) {
    await watch?.end();
    const { message } = cause as Error;
    throw new RerankError("invalid_model", `${modelFile} cannot be loaded: ${message}${whatToDo(message)}`, { cause });
  }
  const inputs = readGraphInputs(session, ort.Tensor, modelFile);
  const output = chooseOutput(session.outputNames, modelFile);

  async function run(batch: PaddedBatch): Promise<Tensor | undefined> {
    try {
      return (await session.run(inputs.feeds(batch), [output]))[output];
    } catch (cause) {
      const { message } = cause as Error;
      throw new RerankError(
        "inference_failed",
        `${modelFile} failed on a batch of ${batch.rows} x ${batch.width}: ${message}${whatToDo(message)}`,
        { cause },
      );
    }
  }

  return {
    hasMask: inputs.hasMask,
    run,
    checkPlacement: async () => watch?.check(session).finally(() => watch.end()),
    release: () => session.release(),
  };
}

function chooseOutput(names: readonly string[], modelFile: string): string {
  if (names.includes("logits")) return "logits";
  if (names.length === 1) return names[0] as string;
  throw new RerankError("invalid_model", `${modelFile} has the outputs ${names.join(", ")}; one of them must be named logits`);
}

// The engine says what it met, not what can be done about it.
const advice: [pattern: RegExp, advice: string][] = [
  [
    /execution ?provider|shared library|webgpu|backend not found/i,
    "an execution provider is not available on this machine: leave it out of executionProviders, or install what it needs",
  ],
  [/opset|ir_version|ir version/i, "export it for an older opset, or install a newer onnxruntime-node"],
  [
    /external data|external_data|file_size|cannot get file size/i,
    "its weights are in a file beside it, such as model.onnx_data: put it there",
  ],
  [
    /out of (data )?bounds|out of range/i,
    "a token or a position is beyond one of its tables: is the tokenizer its own, and is maxTokens too high?",
  ],
];

function whatToDo(message: string): string {
  const found = advice.find(([pattern]) => pattern.test(message));
  return found ? `; ${found[1]}` : "";
}
