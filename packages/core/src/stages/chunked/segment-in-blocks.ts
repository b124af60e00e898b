/** Part of a text, offsets in UTF-16 units. */
export interface Span {
  start: number;
  end: number;
}

// One locale, so that a text is divided in the same way on every machine; rules and dictionaries for other scripts are in all of them.
const locale = "en";

// V8 takes time for each segment by the length of the whole text: a megabyte of short sentences would take hours.
const blockLengths = { sentence: 512, word: 128, grapheme: 128 } as const;

const segmenters = new Map<string, Intl.Segmenter>();

/**
 * The segments of a text as `Intl.Segmenter` has them, in time that grows with the text and not with its square. A sentence may end
 * a little early where that depends on what follows it.
 *
 * @example
 * const text = "One. Two. ".repeat(500);
 * const sentences = [...segmentInBlocks(text, "sentence")];
 * [sentences.length, sentences[999].end]; // => [1000, 5000]
 */
export function* segmentInBlocks(text: string, granularity: keyof typeof blockLengths): Generator<Span> {
  const segmenter = segmenters.get(granularity) ?? new Intl.Segmenter(locale, { granularity });
  segmenters.set(granularity, segmenter);
  const usual = blockLengths[granularity];
  for (let at = 0, length: number = usual; at < text.length; ) {
    const segments = [...segmenter.segment(text.slice(at, at + length))];
    // The last one may go on behind the block.
    if (at + length < text.length) segments.pop();
    for (const { index, segment } of segments) yield { start: at + index, end: at + index + segment.length };
    const last = segments.at(-1);
    at += last ? last.index + last.segment.length : 0;
    length = last ? usual : length * 2;
  }
}
