import fc from "fast-check";
import { expect, test } from "vitest";
import { uniqueTexts } from "../../../packages/core/src/rank/unique-texts.ts";

test("positions lead back to the texts, and no text stands twice", () => {
  const texts = fc.array(fc.constantFrom("a", "b", "c", "A", "__proto__", ""));
  fc.assert(
    fc.property(texts, (texts) => {
      const { unique, positions } = uniqueTexts(texts);
      expect(positions.map((position) => unique[position])).toEqual(texts);
      expect(unique).toEqual([...new Set(texts)]);
    }),
  );
});

test("texts that only look alike stay apart", () => {
  expect(uniqueTexts(["é", "e\u0301", "é"])).toEqual({ unique: ["é", "e\u0301"], positions: [0, 1, 0] });
});
