import { RerankError, type Reranker, rerankerFromScorer } from "secondpass";

/** What the rerankers at the bottom of a composition have been through. */
export interface World {
  /** Calls that were answered, by id. */
  answered: string[];
  /** Signals of all calls that did not fail at once. */
  signals: AbortSignal[];
  /** Their deadlines, as far as they had one. */
  deadlines: number[];
  /** Ids, once for each time that one was disposed. */
  disposed: string[];
  made: string[];
  /** Makes another one. */
  leaf(fate?: "answers" | "fails"): Reranker;
}

export interface WorldOptions {
  score(id: string, text: string): number;
  /** Whether calls never end but by their signal. */
  hangs?: boolean;
}

export function createWorld({ score, hangs = false }: WorldOptions): World {
  const world: World = { answered: [], signals: [], deadlines: [], disposed: [], made: [], leaf };

  function leaf(fate: "answers" | "fails" = "answers"): Reranker {
    const id = `leaf${world.made.length}`;
    world.made.push(id);
    return rerankerFromScorer({
      id,
      scoreScale: "logit",
      supports: { pointwise: true, abort: true, instructions: false },
      fingerprint: id,
      async score(_, texts, { signal, deadlineAt }) {
        if (fate === "fails") throw new RerankError("provider_unavailable", `${id} is down`);
        world.signals.push(signal);
        if (deadlineAt !== undefined) world.deadlines.push(deadlineAt);
        if (hangs) await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
        world.answered.push(id);
        return { scores: texts.map((text) => score(id, text)) };
      },
      async dispose() {
        world.disposed.push(id);
      },
    });
  }
  return world;
}
