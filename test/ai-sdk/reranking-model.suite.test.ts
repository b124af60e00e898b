import { rankingOf, rerankingModel } from "@secondpass/ai-sdk";
import { APICallError, rerank } from "ai";
import type { Ranking } from "secondpass";
import type { Candidate } from "../contract/wrapper/candidates.ts";
import { wrapperSuite } from "../contract/wrapper-suite.ts";
import { noteWarnings } from "./sdk-warnings.ts";

type Item = Omit<Candidate, "score"> & { score: number | undefined };

/** The SDK hands on a result, not documents: which ranking the suite's lists and items came from is noted here. */
const rankings = new WeakMap<object, Ranking>();
noteWarnings();

wrapperSuite<Item>("rerankingModel", {
  wrap({ reranker, topN, signal, ...options }) {
    const textOf = (item: object) => item as Candidate;
    const model = rerankingModel(reranker, { ...options, textOf });
    return {
      async rerank(items, query) {
        const call = { model, documents: items as never[], query, topN, abortSignal: signal, maxRetries: 0 };
        // What may be tried again is the cause of an error that the SDK knows.
        const result = await rerank(call).catch((error) => {
          throw APICallError.isInstance(error) ? error.cause : error;
        });
        const ranking = rankingOf(result);
        const unscored = ranking?.results.filter(({ score }) => score === undefined).map(({ index }) => index) ?? [];
        const reranked = result.ranking.map(({ originalIndex, score }) => ({
          ...(items[originalIndex] as Item),
          score: unscored.includes(originalIndex) ? undefined : score,
        }));
        for (const object of [reranked, ...reranked]) if (ranking) rankings.set(object, ranking);
        return reranked;
      },
      dispose: () => model.dispose(),
    };
  },
  toItem: (candidate) => ({ ...candidate }),
  read: ({ id, text, metadata, score }) => ({ id, text, metadata, score }),
  rankingOf: (object) => rankings.get(object),
});
