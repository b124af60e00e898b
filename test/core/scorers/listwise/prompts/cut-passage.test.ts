import * as fc from "fast-check";
import { expect, test } from "vitest";
import { estimateTokens } from "../../../../../packages/core/src/rank/index.ts";
import { cutPassage, firstWords } from "../../../../../packages/core/src/scorers/listwise/prompts/index.ts";

test.each([
  ["short enough: as it is", "short", 100, "short"],
  ["at the end of a sentence", "One two three. Four five six seven.", 6, "One two three."],
  ["not at a sentence that ends too early", "No. Four five six seven eight nine ten", 6, "No. Four five six"],
  ["not at the point of a number", "It costs 3.14 dollars or some more of it", 5, "It costs 3.14"],
  ["at the end of a Chinese sentence", "安装编译器。然后运行它", 7, "安装编译器。"],
  ["Chinese: at a character", "安装编译器然后运行它", 7, "安装编译器然后"],
  ["one word that is too long: inside it", "a".repeat(100), 2, "a".repeat(7)],
  ["no half of a surrogate pair", "𠮷𠮷𠮷𠮷", 5, "𠮷𠮷"],
  ["no letter without its marks", "安e\u0301\u0301e\u0301\u0301e", 4, "安e\u0301\u0301"],
  ["no half of a joined emoji", "👩‍💻👩‍💻", 7, "👩‍💻"],
])("%s", (_, text, maxTokens, expected) => {
  expect(cutPassage(text, maxTokens)).toBe(expected);
});

test("whatever the text: its beginning, within the limit, without half a pair", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), fc.integer({ min: 1, max: 60 }), (text, maxTokens) => {
      const cut = cutPassage(text, maxTokens);
      expect(text.startsWith(cut)).toBe(true);
      expect(estimateTokens(cut) <= maxTokens || cut === text).toBe(true);
      expect(cut).not.toMatch(/\p{Cs}/u);
    }),
    { numRuns: 300 },
  );
});

test("words as RankGPT counts them", () => {
  expect(firstWords("  Rust  is\na\tlanguage ", 3)).toBe("Rust is a");
  expect(firstWords("安装编译器 然后", 1)).toBe("安装编译器");
  expect(firstWords(" ", 3)).toBe("");
});
