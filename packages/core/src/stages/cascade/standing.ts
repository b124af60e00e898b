import type { DocumentInput, DropReason, RankedDocument, Ranking, Reranker } from "../../contract/index.ts";

/** What is known of the candidates between two stages. */
export interface Standing {
  /** By index in the input, best first; without those that a stage has dropped. */
  order: number[];
  dropped: Map<number, DropReason>;
  /** The scores that made the order, by index; `undefined` as long as it is the first stage's own. */
  scores: (number | undefined)[] | undefined;
  /** What stages found out about single documents, by index. A later one has the last word. */
  found: Partial<Pick<RankedDocument, "probability" | "bestPassage" | "stages">>[];
}

/** Takes in what a stage made of the head of the order. */
export function advance(standing: Standing, head: readonly number[], ranking: Ranking, { id, scoreScale }: Reranker): void {
  const { results, dropped, receipt } = ranking;
  const indexOf = (position: number) => head[position] as number;
  // What a stage would not return for its number stands behind what it did return.
  const cut = dropped.filter(({ reason }) => reason === "topN").map(({ index }) => indexOf(index));
  for (const { index, reason } of dropped) if (reason !== "topN") standing.dropped.set(indexOf(index), reason);
  standing.order = [...results.map(({ index }) => indexOf(index)), ...cut, ...standing.order.slice(head.length)];
  if (!receipt.reranked) return;

  const scores: (number | undefined)[] = [];
  for (const { index: position, rank, score, probability, bestPassage } of results) {
    const index = indexOf(position);
    scores[index] = score;
    const wasRead = score !== undefined || scoreScale === "rank";
    const before = standing.found[index];
    standing.found[index] = {
      ...before,
      ...(wasRead && { stages: [...(before?.stages ?? []), { reranker: id, rank, ...(score !== undefined && { score }) }] }),
      ...(probability !== undefined && { probability }),
      ...(bestPassage && { bestPassage }),
    };
  }
  standing.scores = scores;
}

/**
 * The head of the order as the next stage gets it. To a stage, the first stage is whatever came before it: its documents have the
 * scores of the order that they stand in, or none where not all of them have one on the same scale.
 */
export function headDocuments(
  documents: readonly DocumentInput[],
  head: readonly number[],
  { scores }: Standing,
): DocumentInput[] {
  const given = head.map((index) => documents[index] as DocumentInput);
  if (!scores) return given;
  const known = head.every((index) => scores[index] !== undefined);
  return given.map((document, i) => withScore(document, known ? scores[head[i] as number] : undefined));
}

function withScore(document: DocumentInput, score: number | undefined): DocumentInput {
  if (typeof document === "string") return score === undefined ? document : { text: document, score };
  const { score: _, ...own } = document;
  // A class may have its fields as getters, which are no own ones.
  const { id, text, title, metadata } = document;
  return {
    ...own,
    text,
    ...(id !== undefined && { id }),
    ...(title !== undefined && { title }),
    ...(metadata !== undefined && { metadata }),
    ...(score !== undefined && { score }),
  };
}
