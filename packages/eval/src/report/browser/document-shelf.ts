import type { CorpusDocument } from "../../files/read-corpus.ts";
import type { PageDocument, PagePassage } from "../page/page-data.ts";
import type { OrderedPlace } from "./orders-of-query.ts";

/** The documents that the page holds: each once, its text cut. */
export interface DocumentShelf {
  documents: PageDocument[];
  /** Position of a document, which is put on the shelf where it is not there yet. */
  place(id: string): number;
  /** A passage as the page is given it: as a range of the text that is kept, or with its own words. */
  passageOf(id: string, passage: NonNullable<OrderedPlace["passage"]>): PagePassage;
}

export function createDocumentShelf(all: readonly CorpusDocument[], maxTextLength: number): DocumentShelf {
  const texts = new Map(all.map((document) => [document.id, document]));
  const positions = new Map<string, number>();
  const documents: PageDocument[] = [];
  return {
    documents,
    place(id) {
      const known = positions.get(id);
      if (known !== undefined) return known;
      const { title, text = "" } = texts.get(id) ?? {};
      const kept = cutText(text, maxTextLength);
      const left = text.length - kept.length;
      const position = documents.push({ id, ...(title && { title }), text: kept, ...(left > 0 && { left }) }) - 1;
      positions.set(id, position);
      return position;
    },
    passageOf(id, { start, end, score }) {
      const text = texts.get(id)?.text ?? "";
      const scored = score !== undefined && { score: Number(score.toPrecision(6)) };
      if (end <= cutText(text, maxTextLength).length) return { ...scored, range: [start, end] };
      return { ...scored, text: cutText(text.slice(start, end), maxTextLength) };
    },
  };
}

/** Never between the halves of a surrogate pair. */
function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  const isSplit = /[\ud800-\udbff]/.test(text[length - 1] as string);
  return text.slice(0, isSplit ? length - 1 : length);
}
