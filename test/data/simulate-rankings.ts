import { type Reranker, rerankerFromScorer } from "secondpass";
import { createListwiseReranker, type ListwiseOptions } from "secondpass/listwise";
import type { JudgedQuery } from "./beir-collection.ts";
import { ndcgAt10 } from "./ndcg.ts";
import { gainOf, normal, type SimulatedProfile, simulatedLlm, simulatedText } from "./simulated-llm.ts";

/** Means over queries and seeds, all of them simulated. */
export interface SimulatedFigures {
  ndcg: number;
  calls: number;
  rounds: number;
  inputTokens: number;
  outputTokens: number;
}

// What a spread of the noise makes of BM25's candidates of DL19 and DL20: about as good as monoT5 or MiniLM.
const scorerSpread = 1.03;

export interface Simulation {
  queries: readonly JudgedQuery[];
  profile: SimulatedProfile;
  seeds: readonly number[];
  /** Beside model and scorer. */
  options: Omit<ListwiseOptions, "model" | "scorer">;
  /** Show the texts, for their tokens; else ids only, which is faster and ranks the same. */
  withTexts?: boolean;
}

/** Ranks every query once with each seed. */
export async function simulateRankings({ queries, profile, seeds, options, withTexts }: Simulation): Promise<SimulatedFigures> {
  const grades = new Map(queries.map(({ text, grades }) => [text, grades]));
  const sums: SimulatedFigures = { ndcg: 0, calls: 0, rounds: 0, inputTokens: 0, outputTokens: 0 };
  for (const seed of seeds) {
    const model = simulatedLlm({ profile, grades, seed });
    const scorer = options.strategy === "refine" && { scorer: simulatedScorer(grades, seed) };
    await using reranker = createListwiseReranker({ ...options, ...scorer, model, seed });
    for (const query of queries) {
      const documents = query.candidates.map(({ id, text }) => simulatedText(id, withTexts ? text : ""));
      const { results, receipt } = await reranker.rerank(query.text, documents);
      const order = results.map(({ index }) => query.candidates[index]?.id ?? "");
      sums.ndcg += ndcgAt10(order, query.grades);
      sums.calls += receipt.listwise?.calls ?? 0;
      sums.rounds += receipt.listwise?.rounds ?? 0;
      sums.inputTokens += receipt.usage.inputTokens ?? 0;
      sums.outputTokens += receipt.usage.outputTokens ?? 0;
    }
  }
  const times = queries.length * seeds.length;
  return Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum / times])) as unknown as SimulatedFigures;
}

/** A pointwise reranker that knows the grades as well as a cross-encoder does. */
function simulatedScorer(grades: ReadonlyMap<string, ReadonlyMap<string, number>>, seed: number): Reranker {
  return rerankerFromScorer({
    id: "simulated-cross-encoder",
    scoreScale: "logit",
    supports: { pointwise: true, abort: false, instructions: false },
    async score(query, texts) {
      const scores = texts.map((text) => {
        const id = /^\(doc (\S+)\)/.exec(text)?.[1] ?? "";
        return gainOf(grades.get(query)?.get(id)) + scorerSpread * normal(`scorer ${seed} ${query} ${id}`);
      });
      return { scores };
    },
    async dispose() {},
  });
}
