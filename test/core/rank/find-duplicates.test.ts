import { findDuplicates } from "secondpass/rank";
import { expect, test } from "vitest";

const ten = "one two three four five six seven eight nine ten";

test("exact: case, white space and compatibility forms do not tell texts apart, everything else does", () => {
  const found = findDuplicates(["Learn C++", "learn  c++\n", "Learn C#", "Learn C", "ｌｅａｒｎ c++", "Lern C++"]);
  expect(found.map((duplicate) => duplicate?.of)).toEqual([undefined, 0, undefined, undefined, 0, undefined]);
});

test("near, by hand: one word of ten changed", () => {
  // Eight runs of three words each; the last word is in one of them. Seven shared of nine different ones.
  const changed = ten.replace("ten", "eleven");
  expect(findDuplicates([ten, changed], 0.77)).toEqual([undefined, { of: 0, similarity: 7 / 9 }]);
  expect(findDuplicates([ten, changed], 0.78)).toEqual([undefined, undefined]);
  // A word in the middle is in three runs: five shared of eleven.
  expect(findDuplicates([ten, ten.replace("five", "fife")], 0.4)[1]?.similarity).toBe(5 / 11);
});

test("near: punctuation and order of sentences matter little, the words matter", () => {
  expect(findDuplicates(["Rust is a language.", "Rust: is a language!"], 0.9)[1]).toEqual({ of: 0, similarity: 1 });
  expect(findDuplicates([`${ten}. alpha beta gamma delta.`, `Alpha beta gamma delta. ${ten}`], 0.7)[1]?.of).toBe(0);
});

test("near: short texts are compared whole", () => {
  expect(findDuplicates(["Rust", "rust!", "Iron", "Rust language"], 0.5).map((duplicate) => duplicate?.of)).toEqual([
    undefined,
    0,
    undefined,
    undefined,
  ]);
});

test("the most similar earlier one stands for a text, the first of equals", () => {
  const other = "red green blue yellow pink brown black white grey cyan";
  expect(findDuplicates([other, ten, ten.replace("ten", "eleven")], 0.5)[2]?.of).toBe(1);
  expect(findDuplicates([`${ten} x`, `${ten} y`, ten], 0.85).map((duplicate) => duplicate?.of)).toEqual([
    undefined,
    undefined,
    0,
  ]);
});

test("a text is held against those that stay, so a chain of small changes ends", () => {
  const [first, second, third] = [ten, ten.replace("ten", "last"), ten.replace("ten", "last").replace("one", "first")];
  expect(findDuplicates([first, second, third], 0.7).map((duplicate) => duplicate?.of)).toEqual([undefined, 0, undefined]);
  expect(findDuplicates([second, third], 0.7)[1]?.of).toBe(0);
});

test("texts without words or without anything", () => {
  expect(findDuplicates(["", " ", "!!!", "???", "!!!"], 0.5).map((duplicate) => duplicate?.of)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    2,
  ]);
});
