import { describe, expect, test } from "vitest";
import { planSelect } from "../../../packages/core/src/rank/plan-select.ts";
import { planWindows } from "../../../packages/core/src/rank/plan-windows.ts";

describe("planWindows", () => {
  test("shows every document, the first in the last window, in as many calls as the formula says", () => {
    for (let window = 2; window <= 30; window++) {
      for (let stride = 1; stride < window; stride++) {
        for (let count = 0; count <= 130; count++) {
          const windows = planWindows(count, { window, stride });
          const expected = count < 2 ? 0 : count <= window ? 1 : 1 + Math.ceil((count - window) / stride);
          const shown = new Set(windows.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, i) => start + i)));
          const where = `${count} documents, window ${window}, stride ${stride}`;
          if (windows.length !== expected) expect(windows.length, where).toBe(expected);
          if (count >= 2 && shown.size !== count) expect(shown.size, where).toBe(count);
          if (count >= 2 && windows.at(-1)?.start !== 0) expect(windows.at(-1)?.start, where).toBe(0);
          const tooWide = windows.filter(({ start, end }) => end - start > window || end <= start);
          if (tooWide.length > 0) expect(tooWide, where).toEqual([]);
        }
      }
    }
    // The loop above asserts only what is wrong; these two say that it ran on what it should.
    expect(planWindows(130, { window: 30, stride: 29 })).toHaveLength(5);
    expect(planWindows(1)).toEqual([]);
  });

  test("covers the lists that RankGPT's loop does not", () => {
    // RankGPT: no window at all for 10 and 15, and the first 5 or 7 never compared for 25 and 37.
    expect(planWindows(10)).toEqual([{ start: 0, end: 10 }]);
    expect(planWindows(15)).toEqual([{ start: 0, end: 15 }]);
    expect(planWindows(25)).toEqual([
      { start: 5, end: 25 },
      { start: 0, end: 15 },
    ]);
    expect(planWindows(37)).toEqual([
      { start: 17, end: 37 },
      { start: 7, end: 27 },
      { start: 0, end: 17 },
    ]);
    expect(planWindows(100).map(({ start }) => start)).toEqual([80, 70, 60, 50, 40, 30, 20, 10, 0]);
  });

  test.each([
    [{ window: 1 }],
    [{ window: 2.5 }],
    [{ stride: 0 }],
    [{ stride: -1 }],
    [{ window: 20, stride: 20 }],
    [{ window: 20, stride: Number.NaN }],
  ])("refuses %j", (options) => {
    expect(() => planWindows(100, options)).toThrow(expect.objectContaining({ code: "invalid_options" }));
  });
});

describe("planSelect", () => {
  // Calls and rounds for ten results, by documents and window.
  test.each([
    [30, 10, 6, 3],
    [30, 20, 3, 2],
    [30, 30, 1, 1],
    [50, 10, 8, 3],
    [50, 20, 4, 2],
    [50, 30, 3, 2],
    [50, 50, 1, 1],
    [100, 10, 17, 4],
    [100, 20, 6, 2],
    [100, 30, 5, 2],
    [100, 50, 3, 2],
    [200, 10, 35, 5],
    [200, 20, 15, 3],
    [200, 30, 8, 2],
    [200, 50, 5, 2],
    [500, 10, 85, 6],
    [500, 20, 40, 4],
    [500, 30, 25, 3],
    [500, 50, 11, 2],
    [1000, 10, 169, 7],
    [1000, 20, 83, 5],
    [1000, 30, 55, 4],
    [1000, 50, 29, 3],
    [20, 20, 1, 1],
    [2, 20, 1, 1],
    [1, 20, 0, 0],
    [0, 20, 0, 0],
  ])("%i documents, window %i: %i calls in %i rounds", (count, window, calls, rounds) => {
    const plan = planSelect(count, { window, topK: 10 });
    expect(plan.reduce((sum, { groups }) => sum + groups.length, 0)).toBe(calls);
    expect(plan).toHaveLength(rounds);
  });

  test("the best five of the first stage are in five groups, in first-stage order", () => {
    const [first] = planSelect(100, { window: 20 });
    const groupOf = (place: number) => first?.groups.findIndex((group) => group.includes(place));
    expect(new Set([0, 1, 2, 3, 4].map(groupOf)).size).toBe(5);
    for (const group of first?.groups ?? []) expect(group).toEqual([...group].sort((a, b) => a - b));
  });

  test("every round shows each of its documents once, in groups that fit the window, and gets smaller", () => {
    for (let window = 2; window <= 30; window++) {
      for (const count of [2, 3, 19, 20, 21, 55, 100, 105, 130]) {
        for (const topK of [1, 10, 200]) {
          let left = count;
          for (const { groups, keep } of planSelect(count, { window, topK })) {
            const places = groups.flat().sort((a, b) => a - b);
            expect(places).toEqual(Array.from({ length: left }, (_, i) => i));
            expect(Math.max(...groups.map((group) => group.length))).toBeLessThanOrEqual(window);
            left = groups.reduce((sum, group) => sum + Math.min(keep, group.length), 0);
          }
          expect(left).toBeLessThanOrEqual(window);
        }
      }
    }
  });
});
