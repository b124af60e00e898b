import { runWorker } from "../onnx/pool/run-worker.ts";
import { measureTask } from "./measure-task.ts";
import type { PairStart, PairWork } from "./pair-messages.ts";
import { scoreTask } from "./score-task.ts";
import { loadWorkerModel } from "./worker-model.ts";

void runWorker(async (start: PairStart) => {
  const model = await loadWorkerModel(start);
  const { maxTokens, warnings, release } = model;
  const tasks = { score: scoreTask, measure: measureTask };
  return { info: { maxTokens, warnings }, start: (work: PairWork, tell) => tasks[work.type](model, work, tell), release };
});
