/** Part of a text, offsets in UTF-16 units. */
export interface Span {
  start: number;
  end: number;
}

export type Granularity = "sentence" | "word" | "grapheme";

// One locale, so that a text is divided in the same way on every machine; the rules and dictionaries for other scripts are in all of them.
const locale = "en";

const segmenters = new Map<Granularity, Intl.Segmenter>();

// For a runtime without segmenters: coarser, and never inside a surrogate pair or before a combining mark.
const patterns: Record<Granularity, RegExp> = {
  sentence: /(?:[^.!?。！？؟।\n]|[.!?](?=[^\s"'”’)\]]))+[.!?。！？؟।]*["'”’)\]]*\s*|\P{M}\p{M}*/gu,
  word: /[^\s]+\s*|\s+/gu,
  grapheme: /\P{M}\p{M}*|\p{M}+/gu,
};

/**
 * The sentences, words or user-perceived characters of a text, in order and without the white space around them: everything in the
 * text but white space is in exactly one span. By the rules of Unicode (UAX 29), and dictionaries where a script has no word spaces.
 *
 * @example
 * splitText("One. Two!", "sentence"); // => [{ start: 0, end: 4 }, { start: 5, end: 9 }]
 * splitText("今天很好。明天呢？", "sentence"); // => [{ start: 0, end: 5 }, { start: 5, end: 9 }]
 */
export function splitText(text: string, granularity: Granularity): Span[] {
  return [...segmentsOf(text, granularity)].flatMap(({ index, segment }) => trimmed(index, segment));
}

function segmentsOf(text: string, granularity: Granularity): Iterable<{ index: number; segment: string }> {
  if (typeof Intl.Segmenter !== "function") {
    return [...text.matchAll(patterns[granularity])].map((match) => ({ index: match.index, segment: match[0] }));
  }
  let segmenter = segmenters.get(granularity);
  if (!segmenter) {
    segmenter = new Intl.Segmenter(locale, { granularity });
    segmenters.set(granularity, segmenter);
  }
  return segmenter.segment(text);
}

/** A space that carries a combining mark is part of a character. */
function trimmed(index: number, segment: string): Span[] {
  const before = /^\s+(?!\p{M})/u.exec(segment)?.[0].length ?? 0;
  const end = index + segment.trimEnd().length;
  const start = index + before;
  return end > start ? [{ start, end }] : [];
}
