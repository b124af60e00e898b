import { join } from "node:path";
import { loadTokenizer } from "../../../../packages/core/src/scorers/onnx/tokenizer/text-tokenizer.ts";
import { markerIds, plainVectors, type TokenGraphOptions } from "../../../data/token-model.ts";

/** How the reference reads texts; the same words as the options have. */
export interface PlainLayout {
  queryLength?: number;
  documentLength?: number;
  expandQueries?: boolean;
  attendToExpansion?: boolean;
  /** Ids of tokens in documents that are not compared. */
  skipped?: readonly number[];
  /** Whether markers stand before texts. Default: true. */
  marked?: boolean;
}

// Of the bundled tokenizer.
const [cls, sep, mask] = [2, 3, 4];

const unit = (vector: number[]) => vector.map((value) => value / Math.hypot(...vector));
const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);

/** ColBERT in plain arrays: what stands in the paper, and nothing of the code under test but the tokenizer. */
export async function plainColbert(model: string, layout: PlainLayout = {}, graph: TokenGraphOptions = {}) {
  const {
    queryLength = 32,
    documentLength = 180,
    expandQueries = true,
    attendToExpansion = false,
    skipped = [],
    marked = true,
  } = layout;
  const tokenizer = await loadTokenizer(join(model, "tokenizer.json"), join(model, "tokenizer_config.json"));

  function idsOf(text: string, marker: number, length: number): number[] {
    const special = marked ? [cls, marker] : [cls];
    return [...special, ...tokenizer.encode(text).slice(0, length - special.length - 1), sep];
  }

  function queryVectors(query: string): number[][] {
    const ids = idsOf(query, markerIds.query, queryLength);
    const attended = ids.length;
    if (expandQueries) while (ids.length < queryLength) ids.push(mask);
    return plainVectors(ids, attendToExpansion ? ids.length : attended, graph).map(unit);
  }

  function documentVectors(document: string): number[][] {
    const ids = idsOf(document, markerIds.document, documentLength);
    return plainVectors(ids, ids.length, graph)
      .map(unit)
      .filter((_, position) => !skipped.includes(ids[position] as number));
  }

  function score(query: string, document: string): number {
    const others = documentVectors(document);
    return queryVectors(query).reduce((sum, token) => sum + Math.max(...others.map((other) => dot(token, other))), 0);
  }

  return { queryVectors, documentVectors, score };
}
