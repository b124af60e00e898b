import type { DocumentInput, Passage, RankedDocument, Ranking, Truncation, Warning } from "../../contract/index.ts";
import { lastingWarnings } from "./cached-call.ts";
import type { PairEntry } from "./entries.ts";

const lasting: readonly Warning["code"][] = ["query_truncated", "untrustworthy_model"];

/** What a ranking teaches about each of its documents, by position; nothing where a document has no score. */
export function pairEntriesOf({ results, receipt }: Ranking): (PairEntry | undefined)[] {
  const entries: (PairEntry | undefined)[] = [];
  const truncated = new Map(receipt.truncated.map(({ index, ...tokens }) => [index, tokens]));
  const warnings = lastingWarnings(receipt.warnings, (code) => lasting.includes(code));
  for (const { index, score, probability, bestPassage } of results) {
    if (score === undefined) continue;
    const cut = truncated.get(index);
    entries[index] = {
      score,
      ...(probability !== undefined && { probability }),
      ...placeOf(bestPassage),
      ...(cut && { truncated: cut }),
      ...warnings,
    };
  }
  return entries;
}

/** The truncation that an entry remembers, for a document of this call. */
export function truncationOf(index: number, { truncated }: PairEntry): Truncation[] {
  if (!truncated) return [];
  const { estimated, ...tokens } = truncated;
  return [{ index, ...tokens, ...(estimated !== undefined && { estimated }) }];
}

/** Puts back what an entry knows of a document beside its score. */
export function withEntry<D extends DocumentInput>(ranked: RankedDocument<D>, entry: PairEntry | undefined): RankedDocument<D> {
  if (!entry) return ranked;
  const { probability } = entry;
  return { ...ranked, ...(probability !== undefined && { probability }), ...passageOf(ranked.document, entry) };
}

/** Where the best passage is, which is all that is kept of it. */
export function placeOf(bestPassage: Passage | undefined): Pick<PairEntry, "passage"> {
  if (!bestPassage) return {};
  const { text: _, ...passage } = bestPassage;
  return { passage };
}

/** The best passage, its text read from the document again. */
export function passageOf(document: DocumentInput, { passage }: Pick<PairEntry, "passage">): Pick<RankedDocument, "bestPassage"> {
  if (!passage) return {};
  const text = typeof document === "string" ? document : document.text;
  return { bestPassage: { text: text.slice(passage.start, passage.end), ...passage } };
}
