import { runWorker } from "../onnx/pool/run-worker.ts";
import { encodeTask } from "./encode-task.ts";
import { loadVectorModel, type MakeReader } from "./load-vector-model.ts";
import { createScoreTask } from "./score-task.ts";
import type { VectorInfo, VectorLayout, VectorNews, VectorStart, VectorWork } from "./vector-messages.ts";

/** Serves a model of one kind in this thread. */
export function runVectorWorker<Layout extends VectorLayout>(makeReader: MakeReader<Layout>): Promise<void> {
  return runWorker<VectorStart<Layout>, VectorWork, VectorNews, VectorInfo>(async (start) => {
    const model = await loadVectorModel(start, makeReader);
    const scoreTask = createScoreTask(model);
    return {
      info: model.info,
      start: (work, tell) => (work.type === "score" ? scoreTask(work, tell) : encodeTask(model, work, tell)),
      release: model.release,
    };
  });
}
