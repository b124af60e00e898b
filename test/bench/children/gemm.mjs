// Multiplies matrices on one thread and counts: the ceiling of this machine.
import { InferenceSession, Tensor } from "onnxruntime-node";
import { serve } from "./serve.mjs";

let session;

serve({
  async open({ file }) {
    session = await InferenceSession.create(file, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  },

  async run({ rows, hidden, flops, durationMs }) {
    const input = new Tensor("float32", new Float32Array(rows * hidden).fill(0.5), [rows, hidden]);
    await session.run({ input });
    const startedAt = performance.now();
    let runs = 0;
    while (performance.now() - startedAt < durationMs) {
      await session.run({ input });
      runs++;
    }
    const seconds = (performance.now() - startedAt) / 1000;
    return { gflops: (runs * flops) / seconds / 1e9 };
  },
});
