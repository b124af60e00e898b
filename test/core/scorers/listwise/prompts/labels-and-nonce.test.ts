import { expect, test } from "vitest";
import { seededRandom } from "../../../../../packages/core/src/rank/index.ts";
import { makeLabels, makeNonce } from "../../../../../packages/core/src/scorers/listwise/prompts/index.ts";

test("numbers and letters, as many as there are", () => {
  expect(makeLabels("numeric", 0)).toEqual([]);
  expect(makeLabels("numeric", 100).at(-1)).toBe("100");
  expect(makeLabels("letters", 26).at(-1)).toBe("Z");
});

test.each([
  ["letters", 27, /enough for 26 passages, not for 27: use "numeric"/],
  ["random", 301, /enough for 300 passages, not for 301/],
] as const)("%s are not enough for %i", (kind, count, message) => {
  const refusal = { code: "invalid_options", message: expect.stringMatching(message) };
  expect(() => makeLabels(kind, count)).toThrow(expect.objectContaining(refusal));
});

test("codes: no two agree in two letters, none is a word of the texts, the seed decides", () => {
  for (let seed = 0; seed < 50; seed++) {
    const free = makeLabels("random", 20, seededRandom(seed));
    expect(makeLabels("random", 20, seededRandom(seed))).toEqual(free);
    const texts = [`about ${free[0]?.toLowerCase()}, ${free[7]} and ${free[19]}.`];
    const codes = makeLabels("random", 20, seededRandom(seed), texts);
    expect(codes).toHaveLength(20);
    for (const taken of [free[0], free[7], free[19]]) expect(codes).not.toContain(taken);
    for (const [i, one] of codes.entries()) {
      expect(one).toMatch(/^[A-Z]{3}$/);
      for (const other of codes.slice(i + 1)) {
        expect([...one].filter((letter, at) => letter === other[at]).length, `${one} ${other}`).toBeLessThan(2);
      }
    }
  }
  expect(makeLabels("random", 300, seededRandom(1))).toHaveLength(300);
});

test("without a seed, other codes and delimiters each time", () => {
  expect(makeLabels("random", 20, seededRandom())).not.toEqual(makeLabels("random", 20, seededRandom()));
  expect(makeNonce(seededRandom(), [])).not.toBe(makeNonce(seededRandom(), []));
});

test("a nonce is in none of the texts, in no disguise", () => {
  const known = makeNonce(seededRandom(3), []);
  expect(known).toMatch(/^[a-z2-9]{8}$/);
  for (const text of [known, known.toUpperCase(), `${known.slice(0, 4)}\u200b${known.slice(4)}`, known.normalize("NFD")]) {
    expect(makeNonce(seededRandom(3), ["other", `x${text}x`])).not.toBe(known);
  }
});

test("a nonce is found even where chance always says the same", () => {
  expect(makeNonce(() => 0, ["bbbbbbbb bbbbbbbbb"])).toBe("b".repeat(10));
});
