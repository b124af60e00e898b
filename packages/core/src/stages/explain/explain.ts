import type { DocumentInput, DroppedDocument, RankedDocument, Ranking } from "../../contract/index.ts";
import { documentText, firstStageScoreOf } from "../../rank/index.ts";
import type { FusedSource } from "../fuse/fusion.ts";
import type { ExplainedDocument, ExplainOptions, Explanation } from "./explanation.ts";

const shownLetters = 80;

/**
 * Why each document is where it is: places and scores of the first stage and of the reranker, who found it, its best passage, and why
 * it was dropped. `explainText` makes lines of it.
 *
 * @example
 * import { createLexicalReranker, explain } from "secondpass";
 *
 * const documents = [{ id: "oxide", text: "Iron oxide", score: 7 }, { id: "rustup", text: "Install Rust with rustup", score: 6 }];
 * const ranking = await createLexicalReranker().rerank("install rust", documents, { topN: 1 });
 * const [first, second] = explain(ranking, { documents }).documents;
 * [first.id, first.rank, first.move, first.firstStage]; // => ["rustup", 1, 1, { rank: 2, score: 6 }]
 * [second.id, second.dropped]; // => ["oxide", "topN"]
 */
export function explain(ranking: Ranking, { documents, sources }: ExplainOptions = {}): Explanation {
  const { results, dropped, receipt } = ranking;
  const cuts = new Map(receipt.truncated.map((truncation) => [truncation.index, truncation]));

  function about(index: number, document: DocumentInput | undefined) {
    const cut = cuts.get(index);
    const found = sources?.[index] ?? sourcesOf(document);
    return {
      index,
      ...(document !== undefined && describeDocument(document)),
      ...(found && { sources: [...found] }),
      ...(cut && { truncated: { keptTokens: cut.keptTokens, totalTokens: cut.totalTokens } }),
    };
  }

  function explainResult({
    index,
    document,
    rank,
    firstStage,
    score,
    probability,
    blended,
    feedback,
    bestPassage,
  }: RankedDocument): ExplainedDocument {
    return {
      ...about(index, document),
      rank,
      firstStage,
      move: firstStage.rank - rank,
      ...(score !== undefined && { score }),
      ...(probability !== undefined && { probability }),
      ...(blended && { blended }),
      ...(feedback && { feedback }),
      ...(bestPassage && { bestPassage }),
    };
  }

  function explainDropped({ index, reason, duplicateOf }: DroppedDocument): ExplainedDocument {
    const document = documents?.[index];
    const score = document === undefined ? undefined : firstStageScoreOf(document);
    return {
      ...about(index, document),
      firstStage: { rank: index + 1, ...(score !== undefined && { score }) },
      dropped: reason,
      ...(duplicateOf !== undefined && { duplicateOf }),
    };
  }

  const { reranked, servedBy, reason, warnings } = receipt;
  return {
    reranked,
    servedBy,
    ...(reason !== undefined && { reason }),
    documents: [...results.map(explainResult), ...dropped.map(explainDropped)],
    warnings: [...warnings],
  };
}

function describeDocument(document: DocumentInput): { id?: string; text: string } {
  const letters = [
    ...documentText(document)
      .slice(0, 4 * shownLetters)
      .replace(/\s+/g, " ")
      .trim(),
  ];
  const text = letters.length > shownLetters ? `${letters.slice(0, shownLetters - 1).join("")}…` : letters.join("");
  return typeof document === "string" || document.id === undefined ? { text } : { id: document.id, text };
}

function sourcesOf(document: DocumentInput | undefined): readonly FusedSource[] | undefined {
  const sources = (document as { sources?: unknown } | undefined)?.sources;
  return Array.isArray(sources) && sources.every((source) => typeof source?.list === "string") ? sources : undefined;
}
