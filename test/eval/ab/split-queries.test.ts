import { splitQueries } from "@secondpass/eval";
import { expect, test } from "vitest";

const ids = Array.from({ length: 2000 }, (_, i) => `query-${i}`);

test("every query is on one side, and the shares are those asked for", () => {
  for (const holdout of [0.2, 0.5, 0.8]) {
    const split = splitQueries(ids, { holdout });
    expect([...split.tune, ...split.holdout].sort()).toEqual([...ids].sort());
    expect(Math.abs(split.holdout.length / ids.length - holdout)).toBeLessThan(0.04);
  }
});

test("new queries move no old one across, whatever their order", () => {
  const before = new Set(splitQueries(ids.slice(0, 500)).holdout);
  const after = new Set(splitQueries([...ids].reverse()).holdout);
  expect(ids.slice(0, 500).filter((id) => before.has(id) !== after.has(id))).toEqual([]);
});

test("a larger holdout holds the smaller one, another salt another one", () => {
  const small = splitQueries(ids, { holdout: 0.3 }).holdout;
  expect(splitQueries(ids, { holdout: 0.6 }).holdout).toEqual(expect.arrayContaining(small));
  const salted = new Set(splitQueries(ids, { holdout: 0.3, salt: "2027" }).holdout);
  expect(Math.abs(small.filter((id) => salted.has(id)).length / small.length - 0.3)).toBeLessThan(0.1);
});

test.each([0, 1, -0.1, Number.NaN])("a holdout of %f is refused", (holdout) => {
  expect(() => splitQueries(ids, { holdout })).toThrow(/`holdout` is/);
});
