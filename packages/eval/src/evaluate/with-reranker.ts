import { createReranker, isReranker, type Reranker, type RerankerInput } from "secondpass";

/** Does something with the reranker that an input names, and frees it again; one that was passed in stays the caller's. */
export async function withReranker<T>(
  input: RerankerInput,
  signal: AbortSignal | undefined,
  use: (reranker: Reranker) => Promise<T>,
): Promise<T> {
  const reranker = await createReranker(input, { signal });
  try {
    return await use(reranker);
  } finally {
    if (!isReranker(input)) await reranker.dispose();
  }
}
