import fc from "fast-check";
import { expect, test } from "vitest";
import { words } from "../../../packages/core/src/rank/words.ts";

const cases: [name: string, text: string, expected: string[]][] = [
  ["Latin accents are folded", "Café ÅNGSTRÖM naïve Łódź", ["cafe", "angstrom", "naive", "łodz"]],
  ["Greek accents are folded", "Ελλάδα", ["ελλαδα"]],
  ["Cyrillic accents are folded", "Ёлка и йод", ["елка", "и", "иод"]],
  ["marks of other scripts are kept", "नमस्ते दुनिया", ["नमस्ते", "दुनिया"]],
  ["Chinese by character", "北京的天气", ["北", "京", "的", "天", "气"]],
  ["Japanese by character, voiced sounds whole", "東京のガス", ["東", "京", "の", "ガ", "ス"]],
  ["half-width kana are full-width ones", "ｶﾞｽ", ["ガ", "ス"]],
  ["Thai by character with its marks", "สวัสดี", ["ส", "วั", "ส", "ดี"]],
  ["Khmer, Lao and Burmese by character, without their full stops", "ខ្មែរ។ ລາວ မြန်၊", ["ខ្", "មែ", "រ", "ລ", "າ", "ວ", "မြ", "န်"]],
  ["Korean by word", "서울의 날씨는", ["서울의", "날씨는"]],
  ["Latin beside Chinese", "GPU値段abc", ["gpu", "値", "段", "abc"]],
  ["emoji are no words", "🚀 launch 👩‍💻!", ["launch"]],
  ["apostrophes part words", "don't l’été", ["don", "t", "l", "ete"]],
  ["digits stay with letters, points and commas part them", "3rd v2.0 24,896", ["3rd", "v2", "0", "24", "896"]],
  ["full-width letters and ligatures are plain ones", "ＡＢＣ１２ ﬁne x²", ["abc12", "fine", "x2"]],
  ["underscores and hyphens part words", "snake_case kebab-case", ["snake", "case", "kebab", "case"]],
  ["NUL and lone surrogates are no words", "a\0b \ud800 c", ["a", "b", "c"]],
  ["nothing", "", []],
  ["only signs", "?! ... 🚀", []],
];

for (const [name, text, expected] of cases) {
  test(name, () => {
    expect(words(text)).toEqual(expected);
  });
}

test("composed and decomposed writing have the same words", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      expect(words(text.normalize("NFD"))).toEqual(words(text.normalize("NFC")));
    }),
  );
});

test("a word has only letters, digits and marks, in lower case", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      for (const word of words(text)) {
        expect(word).toMatch(/^[\p{L}\p{N}\p{M}]+$/u);
        expect(word).toBe(word.toLowerCase());
      }
    }),
  );
});

test("plain ASCII, which has a way of its own, has the words that it has beside other letters", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary-ascii" }), (text) => {
      expect([...words(text), "e"]).toEqual(words(`${text} é`));
    }),
  );
});
