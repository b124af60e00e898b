import type { Tensor } from "onnxruntime-node";
import { RerankError } from "../../../contract/index.ts";
import { enterNative } from "../pool/exit-guard.ts";
import type { WorkerStart } from "../pool/worker-messages.ts";
import { type OnnxSession, openOnnxSession } from "./onnx-session.ts";
import { type EncodedInput, type Padding, padBatch } from "./pad-batch.ts";

/** A graph inside a worker, which is not entered any more once the process is ending. */
export interface GuardedGraph extends Omit<OnnxSession, "run"> {
  /** What comes out for a batch; `undefined` when the process is ending. */
  run(inputs: readonly EncodedInput[]): Promise<{ output: Tensor | undefined } | undefined>;
}

/**
 * Loads a graph inside a worker.
 *
 * @param outputs names of the output that is read, the best first
 * @throws {RerankError} as `openOnnxSession`; `disposed` when the process is ending
 */
export async function openGuardedGraph(
  start: Pick<WorkerStart, "guard" | "modelFile" | "runtime" | "executionProviders">,
  outputs: readonly string[],
  padding: Padding,
): Promise<GuardedGraph> {
  const { guard } = start;
  const session = await enterNative(guard, () => openOnnxSession(start, outputs));
  if (!session) throw stoppedWhileLoading();
  return {
    ...session,
    run: (inputs) => enterNative(guard, async () => ({ output: await session.run(padBatch(inputs, padding)) })),
  };
}

/** What a model that was being loaded comes to when the process is ending. */
export function stoppedWhileLoading(): RerankError {
  return new RerankError("disposed", "the reranker was disposed while its model was loading");
}
