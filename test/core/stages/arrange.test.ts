import { type Arrangement, arrange, createLexicalReranker } from "secondpass";
import { expect, test } from "vitest";

test.each<[Arrangement, number, number[]]>([
  ["ends", 0, []],
  ["ends", 1, [1]],
  ["ends", 2, [1, 2]],
  ["ends", 3, [1, 3, 2]],
  ["ends", 6, [1, 3, 5, 6, 4, 2]],
  ["ends", 7, [1, 3, 5, 7, 6, 4, 2]],
  ["reverse", 4, [4, 3, 2, 1]],
  ["bestFirst", 4, [1, 2, 3, 4]],
])("%s of %i", (arrangement, count, expected) => {
  expect(
    arrange(
      Array.from({ length: count }, (_, i) => i + 1),
      arrangement,
    ),
  ).toEqual(expected);
});

test("results keep rank and score, and can be arranged again and again", async () => {
  const { results } = await createLexicalReranker().rerank("rust", ["rust rust iron", "rust", "iron", "oxide"]);
  const before = structuredClone(results);
  const ends = arrange(results, "ends");
  expect(ends.map(({ rank }) => rank)).toEqual([1, 3, 4, 2]);
  expect(ends[0]).toBe(results[0]);
  expect(arrange(ends, "ends")).toEqual(ends);
  expect(arrange(arrange(ends, "reverse"), "bestFirst")).toEqual(results);
  expect(results).toEqual(before);
});

test("items of a framework are taken as they come, also where only some have a rank", () => {
  const items = [{ rank: 3 }, { pageContent: "b" }, { rank: 1 }];
  expect(arrange(items, "reverse")).toEqual([{ rank: 1 }, { pageContent: "b" }, { rank: 3 }]);
  expect(arrange(Object.freeze(["a", "b", "c"]), "ends")).toEqual(["a", "c", "b"]);
});

test("an unknown arrangement is refused", () => {
  expect(() => arrange(["a"], "sides" as never)).toThrow(
    expect.objectContaining({ code: "invalid_options", message: expect.stringContaining("bestFirst, reverse, ends") }),
  );
});
