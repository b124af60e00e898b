import { wordSimilarity } from "secondpass/rank";
import { expect, test } from "vitest";

test("by hand: two texts that share one of two words", () => {
  // "rust" is in both of two: ln(1 + 0.5 / 2.5). "iron" and "code" are in one: ln(1 + 1.5 / 1.5).
  const [shared, own] = [Math.log(1.2), Math.log(2)];
  const expected = shared ** 2 / (shared ** 2 + own ** 2);
  expect(wordSimilarity(["rust iron", "Rust code"])(0, 1)).toBeCloseTo(expected, 12);
});

test("by hand: a word's repeats weigh less than the first", () => {
  // Both words are in both texts and weigh the same; three times weigh 1 + ln 3, not 3.
  const thrice = 1 + Math.log(3);
  const expected = (thrice + 1) / (Math.hypot(thrice, 1) * Math.SQRT2);
  expect(wordSimilarity(["rust rust rust iron", "rust iron"])(0, 1)).toBeCloseTo(expected, 12);
});

test("what all texts share says less than what few of them have", () => {
  const texts = ["install rust rustup", "install rust cargo", "install rust rustup toolchain", "install rust weather"];
  // Two of three words are the same, a cosine of 2/3 if all weighed alike.
  expect(wordSimilarity(texts)(0, 1)).toBeLessThan(0.4);
});

test("the same words are 1, none in common 0, none at all 0", () => {
  const similarity = wordSimilarity(["a b b", "b a b", "c", "!"]);
  expect(similarity(0, 1)).toBeCloseTo(1, 12);
  expect(similarity(0, 2)).toBe(0);
  expect(similarity(0, 3)).toBe(0);
  expect(similarity(3, 3)).toBe(0);
});
