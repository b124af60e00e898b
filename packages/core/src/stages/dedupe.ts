import { type DocumentInput, type DroppedDocument, type Ranking, RerankError } from "../contract/index.ts";
import { checkDocuments, describe, documentText, findDuplicates } from "../rank/index.ts";
import { isRanking, type SelectedDocuments, takeStep } from "./list-step.ts";

export interface DedupeOptions {
  /**
   * Share of what two texts have in common from which on they count as one, above 0 to 1; 0.8 is usual. Default: only the same text does, but
   * for case and white space.
   */
  near?: number;
}

/**
 * Leaves out documents that say again what one above them says: of a list, best first, before it is ranked, or of a ranking's results. Who is
 * left out is in `dropped`, with `reason: "duplicate"` and the index of the one that stands for it. Compared is what a reranker reads, title
 * and text; a document without any repeats nothing.
 *
 * Near duplicates by the Jaccard similarity of their sets of three words in a row, computed exactly.
 * Broder, On the Resemblance and Containment of Documents, 1997.
 *
 * @throws {RerankError} `invalid_options`, `invalid_document`
 *
 * @example
 * import { dedupe } from "secondpass";
 *
 * const { documents, dropped } = dedupe(["Rust is a language.", "Iron rusts.", "rust  is a language."]);
 * documents; // => ["Rust is a language.", "Iron rusts."]
 * dropped; // => [{ index: 2, reason: "duplicate", duplicateOf: 0 }]
 */
export function dedupe<D extends DocumentInput>(ranking: Ranking<D>, options?: DedupeOptions): Ranking<D>;
export function dedupe<D extends DocumentInput>(documents: readonly D[], options?: DedupeOptions): SelectedDocuments<D>;
export function dedupe<D extends DocumentInput>(
  input: Ranking<D> | readonly D[],
  { near }: DedupeOptions = {},
): Ranking<D> | SelectedDocuments<D> {
  if (near !== undefined && !(typeof near === "number" && near > 0 && near <= 1)) {
    throw new RerankError("invalid_options", `near must be a number above 0 and at most 1, got ${describe(near)}`);
  }
  const documents: readonly DocumentInput[] = isRanking(input) ? input.results.map(({ document }) => document) : input;
  checkDocuments(documents);
  const order: number[] = [];
  const dropped: DroppedDocument[] = [];
  findDuplicates(documents.map(documentText), near).forEach((duplicate, index) => {
    if (duplicate) dropped.push({ index, reason: "duplicate", duplicateOf: duplicate.of });
    else order.push(index);
  });
  return takeStep(input, { order, dropped });
}
