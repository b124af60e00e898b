import fc from "fast-check";
import { expect, test } from "vitest";
import { bm25, createBm25 } from "../../../packages/core/src/rank/bm25.ts";
import { words } from "../../../packages/core/src/rank/words.ts";

test("by hand: two words, three texts", () => {
  const scores = bm25("rust book", ["rust rust", "book about rust", "iron"]);
  // N = 3 texts of 2, 3 and 1 words: mean 2. "rust" is in n = 2 of them, "book" in 1.
  // weight = ln(1 + (N - n + 0.5) / (n + 0.5))
  const rust = Math.log(1 + 1.5 / 2.5);
  const book = Math.log(1 + 2.5 / 1.5);
  // norm = k1 (1 - b + b length / mean) with k1 = 0.9 and b = 0.4: 0.9 for 2 words, 0.9 x (0.6 + 0.6) = 1.08 for 3.
  // score = sum of weight x count / (count + norm)
  const expected = [(rust * 2) / (2 + 0.9), rust / (1 + 1.08) + book / (1 + 1.08), 0];
  scores.forEach((score, i) => {
    expect(score).toBeCloseTo(expected[i] as number, 12);
  });
});

test("by hand: k1 0 counts a word once, b 0 forgets length", () => {
  const weight = Math.log(1 + 0.5 / 2.5);
  expect(bm25("a", ["a a a b c d", "a"], { k1: 0 })).toEqual([weight, weight]);
  // Without length: count / (count + k1) = 1 / 1.9 in both.
  expect(bm25("a", ["a b c d e f", "a"], { b: 0 })).toEqual([weight / 1.9, weight / 1.9]);
});

test("a word that stands twice in the query counts twice", () => {
  const [once] = bm25("rust", ["rust", "iron"]);
  const [twice] = bm25("rust rust", ["rust", "iron"]);
  expect(twice).toBeCloseTo(2 * (once as number), 12);
});

test("a rare word weighs more than a common one", () => {
  const [common, rare] = bm25("common rare", ["common", "rare", "common"]) as [number, number, number];
  expect(rare).toBeGreaterThan(common);
});

test("a text scores exactly where it shares a word with the query, in any script", () => {
  const unit = fc.constantFrom("a", "é", "É", "e", "的", "气", "ส", "วั", "서울", "🚀", "'", "-", "7", " ", " ");
  const text = fc.string({ unit, maxLength: 12 });
  fc.assert(
    fc.property(text, fc.array(text), (query, texts) => {
      const asked = new Set(words(query));
      const scores = bm25(query, texts);
      expect(scores.map((score) => score > 0)).toEqual(texts.map((text) => words(text).some((word) => asked.has(word))));
      expect(scores.every((score) => Number.isFinite(score) && score >= 0)).toBe(true);
    }),
  );
});

test("nothing to match scores 0", () => {
  expect(bm25("rust", [])).toEqual([]);
  expect(bm25("rust", ["", "   ", "🚀"])).toEqual([0, 0, 0]);
  expect(bm25("?!", ["rust"])).toEqual([0]);
});

test("words that every object has are words like any other", () => {
  const [score] = bm25("constructor __proto__ toString", ["the constructor toString", "nothing"]);
  expect(score).toBeGreaterThan(0);
  expect(bm25("constructor", ["nothing"])).toEqual([0]);
});

test("text by text gives the same scores as all at once", () => {
  const texts = ["rust rust", "book about rust", "iron"];
  const index = createBm25("rust book");
  for (const text of texts) index.add(text);
  expect(index.scores()).toEqual(bm25("rust book", texts));
});
