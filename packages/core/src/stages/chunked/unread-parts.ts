import type { Truncation } from "../../contract/index.ts";
import type { DividedDocument } from "./divide-documents.ts";
import type { SentPassage } from "./sent-passage.ts";

interface Reading {
  document: DividedDocument;
  /** Pieces that were read. */
  pieces: Set<number>;
  /** Tokens of them that the reranker cut off all the same. */
  cutTokens: number;
  estimated: boolean;
}

/**
 * What of each document was not read: passages beyond a limit or without a score, and whatever the reranker inside cut off. Documents
 * of which nothing was read are left out.
 *
 * @param cuts of the reranker inside, `index` a position among what was sent
 */
export function findUnreadParts(
  sent: readonly SentPassage[],
  wasRead: (position: number) => boolean,
  cuts: readonly Truncation[],
  estimated: boolean,
): Truncation[] {
  const cutAt = new Map(cuts.map((cut) => [cut.index, cut]));
  const truncated: Truncation[] = [];
  const readings = new Map<number, Reading>();
  sent.forEach(({ index, part }, position) => {
    const cut = cutAt.get(position);
    if (!part) {
      if (cut) truncated.push({ ...cut, index });
      return;
    }
    if (!wasRead(position)) return;
    const reading = readings.get(index) ?? { document: part.document, pieces: new Set(), cutTokens: 0, estimated };
    readings.set(index, reading);
    for (let piece = part.passage.first; piece < part.passage.last; piece++) reading.pieces.add(piece);
    reading.cutTokens += cut ? cut.totalTokens - cut.keptTokens : 0;
    reading.estimated ||= cut?.estimated ?? false;
  });
  for (const [index, { document, pieces, cutTokens, estimated }] of readings) {
    const left = document.pieces.reduce((sum, { tokens }, piece) => (pieces.has(piece) ? sum : sum + tokens), 0);
    const unread = left + cutTokens + document.titleTokensLeft;
    if (unread === 0) continue;
    const { totalTokens } = document;
    truncated.push({ index, keptTokens: Math.max(0, totalTokens - unread), totalTokens, ...(estimated && { estimated }) });
  }
  return truncated.sort((a, b) => a.index - b.index);
}
