import type { DocumentInput, Reranker, RerankOptions, Warning } from "../contract/index.ts";
import { areDistances, blendScores, type Candidates, createBm25, firstStageScoreOf } from "../rank/index.ts";
import { mixIn } from "./mix-in.ts";
import { readInTime } from "./read-in-time.ts";

export interface BlendOptions {
  /** Share of the first stage in the final order, 0 (the reranker alone) to 1 (the first stage alone). */
  weight: number;
}

/** First-stage scores of the candidates, or BM25 over them in their place. */
interface FirstStageScores {
  with: "firstStage" | "bm25";
  scores: number[];
  warnings: Warning[];
}

/**
 * Blends a reranker's scores with those of the first stage: a small model alone forgets how well the words matched. Both are
 * z-normalised over the candidates; the result is written on the reranker's own scale, so `minScore` keeps its meaning.
 * Where not every candidate has a first-stage score, BM25 over the candidates stands in.
 * Lin, Nogueira & Yates, Pretrained Transformers for Text Ranking, 2021, section 3.2.2.
 *
 * @example
 * import { blendFirstStage, createLexicalReranker } from "secondpass";
 *
 * const reranker = blendFirstStage(createLexicalReranker(), { weight: 0.3 });
 * const { receipt } = await reranker.rerank("rust", [{ text: "iron", score: 2 }, { text: "rust", score: 1 }]);
 * receipt.blend; // => { weight: 0.3, with: "firstStage" }
 */
export function blendFirstStage(reranker: Reranker, { weight }: BlendOptions): Reranker {
  return mixIn(reranker, {
    name: `blended ${weight}`,
    read: firstStageScores,
    mix(firstStage, own, places) {
      const others = places.map((place) => firstStage.scores[place] as number);
      return {
        scores: blendScores(own, others, weight),
        parts: own.map((model, i) => ({ blended: { model, firstStage: others[i] as number } })),
        receipt: { blend: { weight, with: firstStage.with } },
      };
    },
  });
}

async function firstStageScores(
  query: string,
  documents: readonly DocumentInput[],
  { scored, texts }: Candidates,
  options: RerankOptions,
): Promise<FirstStageScores | undefined> {
  const given = scored.map((index) => firstStageScoreOf(documents[index] as DocumentInput));
  const isComplete = given.every((score) => score !== undefined);
  const isAscending = isComplete && areDistances(given);
  if (isComplete && !isAscending) return { with: "firstStage", scores: given, warnings: [] };

  const warnings: Warning[] = isAscending
    ? [
        {
          code: "first_stage_ascending",
          message: "first-stage scores rise down the list, as distances do: BM25 was blended instead",
        },
      ]
    : [];
  const index = createBm25(query, {});
  return (await readInTime(texts, options, index.add)) ? { with: "bm25", scores: index.scores(), warnings } : undefined;
}
