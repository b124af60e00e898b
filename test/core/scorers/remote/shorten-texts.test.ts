import { expect, test } from "vitest";
import { cutTexts, shortenTexts } from "../../../../packages/core/src/scorers/remote/shorten-texts.ts";

test("texts that fit are left alone; of the others it is told what was kept", () => {
  expect(cutTexts(["abc", "abcdefg"], 4)).toEqual({
    texts: ["abc", "abcd"],
    truncated: [{ index: 1, keptTokens: 2, totalTokens: 2, estimated: true }],
  });
  expect(cutTexts(["abc"], Number.POSITIVE_INFINITY)).toEqual({ texts: ["abc"], truncated: [] });
});

test("a character of two units is not cut in half", () => {
  expect(cutTexts(["ab😀cd"], 3).texts).toEqual(["ab"]);
  expect(cutTexts(["ab😀cd"], 4).texts).toEqual(["ab😀"]);
  expect(cutTexts(["😀😀"], 1).texts[0]?.isWellFormed()).toBe(true);
});

test("without a word of the provider's: half of the longest, and all that is longer than that", () => {
  expect(shortenTexts(["a".repeat(100), "b".repeat(60), "c"], {})?.texts.map((text) => text.length)).toEqual([50, 50, 1]);
});

test("with one: as much as would fit, less a tenth", () => {
  expect(shortenTexts(["a".repeat(1000)], { tokens: 500, limit: 250 })?.texts[0]).toHaveLength(450);
});

test("a limit that is no reason to cut is none: half", () => {
  expect(shortenTexts(["a".repeat(1000)], { tokens: 100, limit: 250 })?.texts[0]).toHaveLength(500);
});

test("nothing is left to cut at 16 characters", () => {
  expect(shortenTexts(["a".repeat(20)], {})?.texts[0]).toHaveLength(16);
  expect(shortenTexts(["a".repeat(16)], {})).toBeUndefined();
});
