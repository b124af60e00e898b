import { expect, test } from "vitest";
import { createTokenCache } from "../../../../../packages/core/src/scorers/onnx/tokenizer/token-cache.ts";

function counted(maxTokens: number) {
  const encoded: string[] = [];
  const cache = createTokenCache((text) => {
    encoded.push(text);
    return [...text].map((character) => character.codePointAt(0) as number);
  }, maxTokens);
  return { cache, encoded };
}

test("a text is tokenised once, and its tokens stay the same", () => {
  const { cache, encoded } = counted(100);
  expect(Array.from(cache.encode("ab"))).toEqual([97, 98]);
  expect(Array.from(cache.encode("ab"))).toEqual([97, 98]);
  expect(encoded).toEqual(["ab"]);
});

test("above the bound, what was not used for longest is forgotten", () => {
  const { cache, encoded } = counted(6);
  for (const text of ["aa", "bb", "cc", "aa", "dd", "aa", "bb"]) cache.encode(text);
  // "dd" pushed out "bb", the one not used for longest.
  expect(encoded).toEqual(["aa", "bb", "cc", "dd", "bb"]);
  expect(cache.size).toBe(6);
});

test("a text larger than the whole cache pushes nothing out", () => {
  const { cache, encoded } = counted(4);
  for (const text of ["aa", "longer text", "aa", "longer text"]) cache.encode(text);
  expect(encoded).toEqual(["aa", "longer text", "longer text"]);
});

test("0 keeps nothing; an empty text is no trouble", () => {
  const { cache, encoded } = counted(0);
  for (const text of ["a", "a", ""]) cache.encode(text);
  expect(encoded).toEqual(["a", "a", ""]);
  expect(cache.size).toBe(0);
});
