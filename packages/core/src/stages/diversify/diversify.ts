import { type DocumentInput, type DroppedDocument, type Ranking, RerankError } from "../../contract/index.ts";
import { checkDocuments, describe, documentText, marginalRelevance, wordSimilarity } from "../../rank/index.ts";
import { isRanking, type SelectedDocuments, takeStep } from "../list-step.ts";
import { relevanceOf } from "./relevance-of.ts";
import { vectorSimilarity } from "./vector-similarity.ts";

export interface DiversifyOptions<D extends DocumentInput = DocumentInput> {
  /** From 0, only different from each other, to 1, only relevant. Default: 0.7. */
  lambda?: number;
  /** Documents that go on, at least 1; the others are dropped for `topN`. Default: all, in their new order. */
  topN?: number;
  /** A vector for each document, by its index in the reranker's input or in the list; similarity is then their cosine. */
  vectors?: readonly (readonly number[])[];
  /** How alike two documents are, 1 where they say the same. Default: the cosine of `vectors`, or else of their words. */
  similarity?: (a: D, b: D) => number;
}

/**
 * Puts documents forward that add something to those above them: maximal marginal relevance, over a ranking's results or a list, best first.
 * Each place goes to the document with the greatest `lambda x relevance - (1 - lambda) x similarity` to the most similar one above it. Scores stay
 * as they are, ranks follow the new order.
 * Carbonell & Goldstein, The Use of MMR, Diversity-Based Reranking, SIGIR 1998.
 *
 * Relevance is the probability where every document has one, or else its score, or else its place, scores and places spread from 0, the last, to
 * 1, the best. Similarity of words is the cosine of their counts, in which words weigh less the more of these documents have them.
 *
 * @throws {RerankError} `invalid_options`, `invalid_document`
 *
 * @example
 * import { diversify } from "secondpass";
 *
 * const documents = ["Install Rust with rustup.", "Install Rust with rustup now.", "Rust needs a linker.", "Cargo builds programs."];
 * const chosen = diversify(documents, { lambda: 0.5, topN: 2 });
 * chosen.documents; // => ["Install Rust with rustup.", "Rust needs a linker."]
 * chosen.dropped; // => [{ index: 1, reason: "topN" }, { index: 3, reason: "topN" }]
 */
export function diversify<D extends DocumentInput>(ranking: Ranking<D>, options?: DiversifyOptions<D>): Ranking<D>;
export function diversify<D extends DocumentInput>(documents: readonly D[], options?: DiversifyOptions<D>): SelectedDocuments<D>;
export function diversify<D extends DocumentInput>(
  input: Ranking<D> | readonly D[],
  options: DiversifyOptions<D> = {},
): Ranking<D> | SelectedDocuments<D> {
  const { lambda = 0.7, topN, vectors, similarity } = checkOptions(options);
  const documents = isRanking(input) ? input.results.map(({ document }) => document) : input;
  checkDocuments(documents);
  const alike = similarity
    ? (a: number, b: number) => similarity(documents[a] as D, documents[b] as D)
    : vectors
      ? vectorSimilarity(vectors, isRanking(input) ? input.results.map(({ index }) => index) : [...documents.keys()])
      : wordSimilarity(documents.map(documentText));
  const order = marginalRelevance(relevanceOf(input), alike, lambda, topN);
  const taken = new Set(order);
  const left = [...documents.keys()].filter((position) => !taken.has(position));
  return takeStep(input, { order, dropped: left.map((index): DroppedDocument => ({ index, reason: "topN" })) });
}

function checkOptions<D extends DocumentInput>(options: DiversifyOptions<D>): DiversifyOptions<D> {
  const { lambda, topN, vectors, similarity } = options;
  if (lambda !== undefined && !(typeof lambda === "number" && lambda >= 0 && lambda <= 1)) {
    throw new RerankError("invalid_options", `lambda must be a number from 0 to 1, got ${describe(lambda)}`);
  }
  if (topN !== undefined && !(Number.isInteger(topN) && topN >= 1)) {
    throw new RerankError("invalid_options", `topN must be a whole number of at least 1, got ${describe(topN)}`);
  }
  if (vectors && similarity) {
    throw new RerankError("invalid_options", "`vectors` and `similarity` both say how alike documents are; keep one of them");
  }
  return options;
}
