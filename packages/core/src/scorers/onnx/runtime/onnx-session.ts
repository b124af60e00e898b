import type { InferenceSession, Tensor } from "onnxruntime-node";
import { RerankError, type Warning } from "../../../contract/index.ts";
import type { WorkerStart } from "../pool/worker-messages.ts";
import { chooseRuntime } from "./choose-runtime.ts";
import { watchPlacement } from "./execution-placement.ts";
import { readGraphInputs } from "./graph-inputs.ts";
import type { PaddedBatch } from "./pad-batch.ts";

/** A loaded model. */
export interface OnnxSession {
  /** Whether padding can be told from text; where not, only texts of one length can share a batch. */
  readonly hasMask: boolean;
  /** What the caller ought to know about the runtime. */
  readonly warnings: readonly Warning[];
  /** What the graph makes of a batch. */
  run(batch: PaddedBatch): Promise<Tensor | undefined>;
  /** After the first run: refuses execution providers that took nothing of the graph. */
  checkPlacement(): Promise<void>;
  release(): Promise<void>;
}

type SessionStart = Pick<WorkerStart, "modelFile" | "runtime" | "executionProviders">;

// The engine prints to stderr before it throws; the error carries the same words.
const quiet = { logSeverityLevel: 4 } as const;

/**
 * Loads a graph with one intra-op thread: threads inside one session wait for each other in a spin and slow down to half
 * speed when another process takes a core.
 *
 * @param outputs names of the output that is read, the best first; a graph with one output may call it as it likes
 * @throws {RerankError} `missing_peer`, `invalid_model`, `invalid_config`
 */
export async function openOnnxSession(start: SessionStart, outputs: readonly string[]): Promise<OnnxSession> {
  const { modelFile, executionProviders = [] } = start;
  const { runtime, warnings } = await chooseRuntime(start.runtime ?? "auto", executionProviders);
  const beyondCpu = executionProviders.filter((name) => name !== "cpu");
  const watch = runtime.name === "native" && beyondCpu.length > 0 ? await watchPlacement(beyondCpu) : undefined;
  const options: InferenceSession.SessionOptions = {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    ...quiet,
    ...(executionProviders.length > 0 && { executionProviders: [...executionProviders] }),
    ...watch?.options,
  };
  let session: InferenceSession;
  try {
    session = await runtime.createSession(modelFile, options);
  } catch (cause) {
    await watch?.end();
    const message = messageOf(cause);
    throw new RerankError("invalid_model", `${modelFile} cannot be loaded: ${message}${whatToDo(message)}`, { cause });
  }
  const inputs = readGraphInputs(session, runtime.Tensor, modelFile);
  const output = chooseOutput(session.outputNames, outputs, modelFile);

  async function run(batch: PaddedBatch): Promise<Tensor | undefined> {
    try {
      return (await session.run(inputs.feeds(batch), [output], quiet))[output];
    } catch (cause) {
      const message = messageOf(cause);
      throw new RerankError(
        "inference_failed",
        `${modelFile} failed on a batch of ${batch.rows} x ${batch.width}: ${message}${whatToDo(message)}`,
        { cause },
      );
    }
  }

  return {
    hasMask: inputs.hasMask,
    warnings,
    run,
    checkPlacement: async () => watch?.check(session).finally(() => watch.end()),
    release: () => session.release(),
  };
}

function chooseOutput(names: readonly string[], wanted: readonly string[], modelFile: string): string {
  const found = wanted.find((name) => names.includes(name)) ?? (names.length === 1 ? names[0] : undefined);
  if (found !== undefined) return found;
  const which = wanted.join(" or ");
  throw new RerankError("invalid_model", `${modelFile} has the outputs ${names.join(", ")}; one of them must be named ${which}`);
}

// WebAssembly throws a number where its C++ threw something that it knows no words for.
function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
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
