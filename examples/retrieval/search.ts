import MiniSearch from "minisearch";
import type { RerankDocument } from "secondpass";
import { hashedEmbedding } from "./hashed-embedding.ts";

export interface SearchDocument extends RerankDocument {
  id: string;
}

/** Finds documents for a query, best first, each with its score. */
export type Search = (query: string) => SearchDocument[];

/** BM25 over title and text, by MiniSearch. */
export function bm25Search(documents: readonly SearchDocument[], depth: number): Search {
  const byId = new Map(documents.map((document) => [document.id, document]));
  const index = new MiniSearch<SearchDocument>({ fields: ["title", "text"] });
  index.addAll(documents);
  return (query) =>
    index
      .search(query)
      .slice(0, depth)
      .map(({ id, score }) => ({ ...(byId.get(id) as SearchDocument), score }));
}

/** Vector search over title and text; the vectors are hashed words, see `hashedEmbedding`. */
export function denseSearch(documents: readonly SearchDocument[], depth: number): Search {
  const vectors = documents.map(({ title = "", text }) => hashedEmbedding(`${title}. ${text}`));
  return (query) => {
    const asked = hashedEmbedding(query);
    const scored = documents.map((document, i) => {
      const vector = vectors[i] as number[];
      return { ...document, score: asked.reduce((sum, value, place) => sum + value * (vector[place] as number), 0) };
    });
    return scored.sort((a, b) => b.score - a.score).slice(0, depth);
  };
}
