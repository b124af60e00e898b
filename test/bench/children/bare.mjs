// The graph alone, on one thread: tokens are there already, one text at a time, nobody to talk to.
import { InferenceSession, Tensor } from "onnxruntime-node";
import { serve, timed } from "./serve.mjs";

let session;

function feedsOf(tokens) {
  const filled = (value) => new Tensor("int64", new BigInt64Array(tokens).fill(value), [1, tokens]);
  return { input_ids: filled(1000n), attention_mask: filled(1n), token_type_ids: filled(0n) };
}

serve({
  async open({ file }) {
    session = await InferenceSession.create(file, { intraOpNumThreads: 1, interOpNumThreads: 1 });
    await session.run(feedsOf(480));
  },

  async run({ tokens }) {
    const { ms } = await timed(async () => {
      for (const count of tokens) await session.run(feedsOf(count));
    });
    return { ms };
  },
});
