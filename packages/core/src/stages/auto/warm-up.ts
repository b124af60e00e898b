import type { Reranker } from "../../contract/index.ts";

export const warmUpQuery = "how is the time of a call measured";

// About a hundred tokens; numbered, because equal texts are read once.
const passage =
  "A call is measured from the moment in which it is made until its answer is there, waiting included. What it takes depends on the " +
  "model, on the machine, on how much text there is to read and on what else is being read at the same time. One part is the same for " +
  "every call, such as the way to a server and back; the other grows with the text. Two calls of different size tell the two apart.";

/** Texts of a call that loads what is needed, and of a small and a larger one. */
const warmUpTexts: readonly (readonly string[])[] = [1, 2, 16].map((count) =>
  Array.from({ length: count }, (_, i) => `${count}.${i} ${passage}`),
);

/** Calls a reranker three times, and tells of the second and the third call how long they took. */
export async function timeCalls(
  reranker: Reranker,
  signal: AbortSignal | undefined,
  onTime: (texts: readonly string[], ms: number) => void,
): Promise<void> {
  for (const [i, texts] of warmUpTexts.entries()) {
    const startedAt = performance.now();
    await reranker.rerank(warmUpQuery, texts, signal ? { signal } : {});
    if (i > 0) onTime(texts, performance.now() - startedAt);
  }
}
