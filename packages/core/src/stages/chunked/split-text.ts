import { type Span, segmentInBlocks } from "./segment-in-blocks.ts";

/**
 * How finely a text is divided: `sentence` and `word` by the rules of Unicode (UAX 29), with dictionaries where a script has no word
 * spaces; `clause` after full stops, semicolons and their like, also where no sentence ends; `run` at white space; `grapheme` into
 * what a reader takes for characters.
 */
export type Granularity = "sentence" | "clause" | "run" | "word" | "grapheme";

// They belong to what stands before them, also to a space: the two are one character, which is never divided.
const joined = String.raw`[\p{M}\p{Emoji_Modifier}\u200c\u200d]`;
const space = String.raw`\s+(?!(?<=\p{Zs})${joined})`;
const leadingSpace = new RegExp(`^${space}`, "u");
const joinedRun = new RegExp(String.raw`(?<=[\u200c\u200d]|[^\p{C}\p{Zl}\p{Zp}])${joined}+`, "uy");

const line = String.raw`\n(?:${space})?`;
const closing = String.raw`["'”’)\]]?`;
const wideClosing = '["”’」』）]';
const separators: Record<Granularity, RegExp> = {
  sentence: separator(`(?<=[.!?…؟।]${closing})${space}`, `(?<=[。！？]${wideClosing}?)(?!${wideClosing}|${joined})`, line),
  clause: separator(
    `(?<=[.!?…;:؟؛،।]${closing})${space}`,
    `(?<=[。！？；：，]${wideClosing}?)(?!${wideClosing}|${joined})`,
    line,
  ),
  run: separator(space),
  word: separator(`(?!${joined})`),
  grapheme: separator(`(?!${joined})`),
};

/**
 * The parts of a text, in order and without the white space around them: everything in the text but white space is in exactly one.
 *
 * @example
 * [...splitText("One. Two!", "sentence")]; // => [{ start: 0, end: 4 }, { start: 5, end: 9 }]
 * [...splitText("今天很好。明天呢？", "sentence")]; // => [{ start: 0, end: 5 }, { start: 5, end: 9 }]
 * [...splitText("lift . drag ; thrust", "clause")]; // => [{ start: 0, end: 6 }, { start: 7, end: 13 }, { start: 14, end: 20 }]
 */
export function* splitText(text: string, granularity: Granularity): Generator<Span> {
  let covered = 0;
  for (const part of partsOf(text, granularity)) {
    const start = Math.max(part.start, covered);
    covered = part.end + joinedAt(text, part.end);
    const own = text.slice(start, covered);
    const first = start + (leadingSpace.exec(own)?.[0].length ?? 0);
    const last = start + own.trimEnd().length;
    if (last > first) yield { start: first, end: last };
  }
}

function* partsOf(text: string, granularity: Granularity): Iterable<Span> {
  if (granularity !== "clause" && granularity !== "run" && typeof Intl.Segmenter === "function") {
    yield* segmentInBlocks(text, granularity);
    return;
  }
  // Also in a runtime without segmenters: words are characters there.
  let start = 0;
  for (const { index, 0: separator } of text.matchAll(separators[granularity])) {
    yield { start, end: index };
    start = index + separator.length;
  }
  yield { start, end: text.length };
}

/** How much of what stands here belongs to the character before: the rules for sentences would part a face from its skin tone. */
function joinedAt(text: string, at: number): number {
  joinedRun.lastIndex = at;
  return joinedRun.exec(text)?.[0].length ?? 0;
}

function separator(...alternatives: readonly string[]): RegExp {
  return new RegExp(alternatives.join("|"), "gu");
}
