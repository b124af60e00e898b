import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openBoth, readFiles } from "./support/open-both.ts";

const { json, config } = readFiles();
const bert = { type: "BertNormalizer", clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: true };
const added = (content: string, id: number) => ({ content, id, special: true, normalized: false });

const variants: Record<string, object> = {
  "the bundled model": json,
  "a cased model": { ...json, normalizer: { ...bert, lowercase: false } },
  "a cased model without accents": { ...json, normalizer: { ...bert, lowercase: false, strip_accents: true } },
  "lower case with accents": { ...json, normalizer: { ...bert, strip_accents: false } },
  "ideographs in words": { ...json, normalizer: { ...bert, handle_chinese_chars: false } },
  "words of at most four characters": { ...json, model: { ...json.model, max_input_chars_per_word: 4 } },
  "another prefix": { ...json, model: { ...json.model, continuing_subword_prefix: "a" } },
  "more added tokens": {
    ...json,
    added_tokens: [...json.added_tokens, added("[q]", 24_900), added("blue", 24_901), added("of the", 24_902)],
  },
};

// What rules are about: words, accents, ideographs, what is no character, what is lower case somewhere else, and added tokens.
const parts = [
  ..."the of Reranking CARDIOMYOCYTES x 2023 3.14 don't e-mail naïve Łódź ÅNGSTRÖM Straße İstanbul ΟΔΟΣ οδος ﬁne ½ ① µm β-catenin".split(
    " ",
  ),
  ..."北京 東京 ｶﾞｽ 서울 สวัสดี नमस्ते שלום السلام 豈 𠀀 🚀 👩‍💻 🇫🇷 “ ” ’ – … € × © ¿ 。".split(" "),
  ..."[SEP] [CLS] [MASK] [PAD] [UNK] [Q] [q] blue Blue [ ] SEP [sep] ## ##ing".split(" "),
  ..." \t\n\r\0\u0001\u000b\u000c\u007f\u0085\u00a0\u00ad\u200b\u200d\u2028\u3000\ufeff\ufffd\ue000\ud800\udc00\u0301\u0327\u0345".split(
    "",
  ),
  ..."!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~".split(""),
  "a".repeat(15),
  "ab".repeat(8),
  "b".repeat(100),
  "c".repeat(101),
  "é".repeat(101),
];

const texts = fc.oneof(
  fc.array(fc.constantFrom(...parts), { maxLength: 12 }).map((list) => list.join("")),
  fc.array(fc.constantFrom(...parts), { maxLength: 12 }).map((list) => list.join(" ")),
  fc
    .array(fc.oneof(fc.constantFrom(...parts), fc.string({ unit: "binary", maxLength: 6 })), { maxLength: 12 })
    .map((list) => list.join("")),
  fc.string({ unit: "binary-ascii", maxLength: 60 }),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ unit: "grapheme", maxLength: 40 }),
  // Halves of surrogate pairs too.
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 30 }).map((codes) => String.fromCharCode(...codes)),
);

for (const [name, variant] of Object.entries(variants)) {
  describe(name, () => {
    const { slow, fast, isFast } = openBoth({ json: variant, config });

    test("any text has the ids that the package gives it, also when its words were seen before", () => {
      expect(isFast).toBe(true);
      fc.assert(
        fc.property(texts, (text) => {
          const expected = slow(text);
          expect(fast(text)).toEqual(expected);
          expect(fast(text)).toEqual(expected);
        }),
        { numRuns: 1500 },
      );
    });
  });
}

test("every character of the lowest plane, within a word and alone", () => {
  const { slow, fast } = openBoth();
  for (let start = 0; start < 0x10000; start += 64) {
    const codes = Array.from({ length: 64 }, (_, offset) => start + offset);
    const text = codes.map((code) => `${String.fromCodePoint(code)} a${String.fromCodePoint(code)}b`).join(" ");
    expect(fast(text), `from U+${start.toString(16)}`).toEqual(slow(text));
  }
});

test("what only reads like an added token once it is normalised is the package's to judge", () => {
  const { slow, fast } = openBoth({ json: { ...json, normalizer: { ...bert, lowercase: false } }, config });
  const sep = json.model.vocab["[SEP]"];
  expect(fast("[S\0EP]")).toEqual([sep]);
  for (const text of ["[S\0EP]", " [S\0EP]", "[S\0EP] x", "[S\u200bEP]", "[ SEP]"]) expect(fast(text)).toEqual(slow(text));
});

test("only texts with an added token or a capital sigma are left to the package", () => {
  const both = openBoth();
  for (const text of ["plain words, as usual (2023)", "naïve β-catenin – 北京", "[ SEP ] [1] οδος"]) both.fast(text);
  expect(both.leftToPackage).toBe(0);
  for (const text of ["one [SEP] other", "ΟΔΟΣ"]) both.fast(text);
  expect(both.leftToPackage).toBe(2);
});

test("more words than are kept: what was forgotten is found again", () => {
  const { slow, fast } = openBoth();
  const words = Array.from({ length: 60_000 }, (_, index) => `${index.toString(36)}${index % 3 ? "" : "é"}`);
  for (let round = 0; round < 2; round++) {
    for (let start = 0; start < words.length; start += 1000) {
      const text = words.slice(start, start + 1000).join(" ");
      const ids = fast(text);
      if (start % 10_000 === 0) expect(ids).toEqual(slow(text));
    }
  }
});
