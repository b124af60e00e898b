import type { DocumentInput, DroppedDocument, Ranking } from "../contract/index.ts";

/** A list of documents after a step that may leave some out. `documents` and `dropped` together are the list that was given. */
export interface SelectedDocuments<D extends DocumentInput = DocumentInput> {
  /** What goes on, best first. */
  documents: D[];
  /** What does not, by position in the list that was given. */
  dropped: DroppedDocument[];
}

/** What a step makes of documents, by their positions in what it was given: those that go on, in order, and the others. */
export interface ListStep {
  order: readonly number[];
  dropped: readonly DroppedDocument[];
}

/**
 * Takes a step on the results of a ranking or on a list. Results are ranked anew, everything else about them stays; who is left out joins those
 * that were left out before.
 */
export function takeStep<D extends DocumentInput>(
  input: Ranking<D> | readonly D[],
  { order, dropped }: ListStep,
): Ranking<D> | SelectedDocuments<D> {
  if (!isRanking(input)) return { documents: order.map((position) => input[position] as D), dropped: [...dropped] };
  const { results } = input;
  const indexAt = (position: number) => (results[position] as Ranking<D>["results"][number]).index;
  return {
    ...input,
    results: order.map((position, i) => ({ ...(results[position] as Ranking<D>["results"][number]), rank: i + 1 })),
    dropped: [
      ...input.dropped,
      ...dropped.map(({ index, duplicateOf, ...why }) => ({
        ...why,
        index: indexAt(index),
        ...(duplicateOf !== undefined && { duplicateOf: indexAt(duplicateOf) }),
      })),
    ],
  };
}

/** Whether it is a ranking rather than a list. */
export function isRanking<D extends DocumentInput>(input: Ranking<D> | readonly D[]): input is Ranking<D> {
  return !Array.isArray(input) && Array.isArray((input as { results?: unknown } | null)?.results);
}
