import type { Reranker } from "../contract/index.ts";
import { createReranker, isReranker } from "./create-reranker.ts";
import type { RerankerInput } from "./reranker-config.ts";

/** A reranker that is made when it is first needed, for constructors, which cannot wait. */
export interface RerankerHandle {
  get(): Promise<Reranker>;
  /** Disposes the reranker if the handle made it; one that was handed in stays the caller's. */
  dispose(): Promise<void>;
}

export function createRerankerHandle(input: RerankerInput | undefined): RerankerHandle {
  if (isReranker(input)) return { get: async () => input, dispose: async () => {} };
  let made: Promise<Reranker> | undefined;
  return {
    get() {
      made ??= createReranker(input).catch((error) => {
        // What failed now, such as a missing file, may be there at the next call.
        made = undefined;
        throw error;
      });
      return made;
    },
    async dispose() {
      const reranker = await made?.catch(() => undefined);
      made = undefined;
      await reranker?.dispose();
    },
  };
}
