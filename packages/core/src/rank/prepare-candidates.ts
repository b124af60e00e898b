import type { DocumentInput, RerankDocument, RerankOptions, Warning } from "../contract/index.ts";
import { documentText } from "./document-text.ts";
import { isBlank } from "./is-blank.ts";

/** The input sorted by what happens to it. Every index is in exactly one of the three lists, each in first-stage order. */
export interface Candidates {
  /** Read by the scorer. */
  scored: number[];
  /** Below `depth`: keep their order after the scored ones. */
  unscored: number[];
  /** Without text: come last. */
  blank: number[];
  /** What the scorer reads, one text for each of `scored`. */
  texts: string[];
  warnings: Warning[];
}

/**
 * Decides which documents are scored, and on what text.
 *
 * @param render the text of a document that is not a bare string
 */
export function prepareCandidates(
  documents: readonly DocumentInput[],
  options: RerankOptions = {},
  render: (document: RerankDocument) => string = documentText,
): Candidates {
  const depth = options.depth ?? Number.POSITIVE_INFINITY;
  const candidates: Candidates = { scored: [], unscored: [], blank: [], texts: [], warnings: [] };
  const illFormed: number[] = [];
  documents.forEach((document, index) => {
    const text = typeof document === "string" ? document : render(document);
    // A rendering may have words for a document that has none.
    if (isBlank(documentText(document)) || isBlank(text)) {
      candidates.blank.push(index);
    } else if (candidates.scored.length === depth) {
      candidates.unscored.push(index);
    } else {
      if (!text.isWellFormed()) illFormed.push(index);
      candidates.scored.push(index);
      candidates.texts.push(text.toWellFormed());
    }
  });
  candidates.warnings = warningsFor(candidates, illFormed, options);
  return candidates;
}

/** Why there is nothing to score. */
export function whyNoneScored({ blank }: Candidates): string {
  return blank.length > 0 ? "no document has any text" : "there are no documents";
}

function warningsFor(candidates: Candidates, illFormed: number[], options: RerankOptions): Warning[] {
  const warnings: Warning[] = [];
  if (candidates.blank.length > 0) {
    warnings.push({ code: "empty_documents", message: `documents without text were put last: ${listIndexes(candidates.blank)}` });
  }
  if (illFormed.length > 0) {
    warnings.push({
      code: "ill_formed_text",
      message: `lone surrogates were read as U+FFFD in documents ${listIndexes(illFormed)}`,
    });
  }
  const { depth, topN } = options;
  if (depth !== undefined && topN !== undefined && depth < topN && candidates.unscored.length > 0) {
    warnings.push({
      code: "depth_below_top_n",
      message: `depth ${depth} is below topN ${topN}: results after the first ${depth} are in first-stage order`,
    });
  }
  return warnings;
}

function listIndexes(indexes: number[]): string {
  const shown = indexes.slice(0, 10).join(", ");
  return indexes.length > 10 ? `${shown} and ${indexes.length - 10} more` : shown;
}
