import { checkTokenVectors, planBatches, quantiseVectors, type TokenVectors } from "../../rank/index.ts";
import type { TaskSteps } from "../onnx/pool/task-queue.ts";
import type { Tell } from "../onnx/pool/worker-messages.ts";
import type { VectorModel } from "./load-vector-model.ts";
import type { EncodedNews, VectorWork } from "./vector-messages.ts";
import type { EncodedText } from "./vector-reader.ts";

/** Computes the vectors of the texts of one task, a micro-batch at a step, and tells them all at the end. */
export async function* encodeTask(
  model: Pick<VectorModel, "encode" | "vectorsOf" | "maxPaddedTokens">,
  { role, texts, int8 }: VectorWork & { type: "encode" },
  tell: Tell<EncodedNews>,
): TaskSteps {
  const encoded = texts.map((text) => model.encode(role, text));
  const all: TokenVectors[] = new Array(texts.length);
  const lengths = encoded.map(({ ids }) => ids.length);
  for (const batch of planBatches(lengths, { maxPaddedTokens: model.maxPaddedTokens })) {
    const found = await model.vectorsOf(batch.map((position) => encoded[position] as EncodedText));
    // The process is ending.
    if (!found) return;
    found.forEach((vectors, i) => {
      checkTokenVectors(vectors, `the vectors that the model returned for a text of ${lengths[batch[i] as number]} tokens`);
      all[batch[i] as number] = int8 ? quantiseVectors(vectors) : vectors;
    });
    yield;
  }
  const buffers = all.flatMap(({ data, scales }) => [data.buffer, ...(scales ? [scales.buffer] : [])]);
  tell({ type: "vectors", vectors: all }, buffers as ArrayBuffer[]);
}
