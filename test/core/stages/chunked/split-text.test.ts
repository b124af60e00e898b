import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type Granularity, splitText } from "../../../../packages/core/src/stages/chunked/split-text.ts";

const granularities: readonly Granularity[] = ["sentence", "clause", "run", "word", "grapheme"];
const partsOf = (text: string, granularity: Granularity) =>
  [...splitText(text, granularity)].map(({ start, end }) => text.slice(start, end));

afterEach(() => vi.unstubAllGlobals());

// Letters, marks, spaces, full stops of several scripts, emoji with modifiers and joiners, halves of pairs.
const unit = fc.constantFrom(
  ..."aé ñ.!?;。，؟\n\t ",
  "e\u0301",
  "👩‍👩‍👧",
  "👍🏽",
  "🇩🇪",
  "한",
  "नि",
  "\u200d",
  "🏽",
  "ท่",
  "\ud800",
  "\r\n",
  "ـ",
  "\u0301",
  "」",
);
const text = fc.array(unit, { maxLength: 40 }).map((units) => units.join(""));

for (const [name, stub] of [
  ["with segmenters", () => {}],
  ["in a runtime without them", () => vi.stubGlobal("Intl", { ...Intl, Segmenter: undefined })],
] as const) {
  describe(name, () => {
    test("everything but white space is in exactly one part, in order", () => {
      stub();
      fc.assert(
        fc.property(text, fc.constantFrom(...granularities), (text, granularity) => {
          let at = 0;
          for (const { start, end } of splitText(text, granularity)) {
            expect(text.slice(at, start).trim()).toBe("");
            expect(end).toBeGreaterThan(start);
            at = end;
          }
          expect(text.slice(at).trim()).toBe("");
        }),
      );
    });

    test("no character that a reader sees is divided", () => {
      const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
      stub();
      fc.assert(
        fc.property(text, fc.constantFrom("sentence" as const, "clause" as const, "run" as const), (text, granularity) => {
          const boundaries = new Set([...graphemes.segment(text)].map(({ index }) => index).concat(text.length));
          for (const { start, end } of splitText(text, granularity)) {
            expect([text, boundaries.has(start), boundaries.has(end)]).toEqual([text, true, true]);
          }
        }),
      );
    });

    test("sentences of several scripts", () => {
      stub();
      expect(partsOf("It rains. Does it? Yes!", "sentence")).toEqual(["It rains.", "Does it?", "Yes!"]);
      expect(partsOf("Es regnet. „Ja“, sagt er.", "sentence")).toEqual(["Es regnet.", "„Ja“, sagt er."]);
      expect(partsOf("今天下雨。真的吗？真的！", "sentence")).toEqual(["今天下雨。", "真的吗？", "真的！"]);
      expect(partsOf("他说：“下雨了。”我不信。", "sentence")).toEqual(["他说：“下雨了。”", "我不信。"]);
      expect(partsOf("السماء تمطر. هل تمطر؟ نعم!", "sentence")).toEqual(["السماء تمطر.", "هل تمطر؟", "نعم!"]);
      expect(partsOf("One line\nanother line", "sentence")).toEqual(["One line", "another line"]);
    });
  });
}

test("clauses end where sentences do not: before a small letter, at a semicolon, at a wide comma", () => {
  expect(partsOf("the lift . the drag ; the thrust", "sentence")).toHaveLength(1);
  expect(partsOf("the lift . the drag ; the thrust", "clause")).toEqual(["the lift .", "the drag ;", "the thrust"]);
  expect(partsOf("风很大，雨很大；我不去", "clause")).toEqual(["风很大，", "雨很大；", "我不去"]);
  expect(partsOf("version 1.2.3 of a.b", "clause")).toEqual(["version 1.2.3 of a.b"]);
});

test("words of scripts without word spaces", () => {
  expect(partsOf("今天天气很好", "word").length).toBeGreaterThan(1);
  expect(partsOf("วันนี้อากาศดี", "word").length).toBeGreaterThan(1);
});

test("sentences of a long text are those of the segmenter, which is asked about a block at a time", () => {
  const sentence = fc.constantFrom(
    "It rains.",
    "Does it?",
    "E. g. this one, at 3.5 m.",
    "今天下雨。",
    "هل تمطر؟",
    `${"x ".repeat(400)}.`,
  );
  const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });
  fc.assert(
    fc.property(fc.array(sentence, { maxLength: 60 }), (sentences) => {
      const text = sentences.join(" ");
      const whole = [...segmenter.segment(text)].map(({ segment }) => segment.trim());
      expect(partsOf(text, "sentence")).toEqual(whole);
    }),
    { numRuns: 40 },
  );
});
