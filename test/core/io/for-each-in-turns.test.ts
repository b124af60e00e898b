import { expect, test } from "vitest";
import { forEachInTurns } from "../../../packages/core/src/io/for-each-in-turns.ts";

/** Work that takes as long as it says. */
function keepBusy(ms: number) {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

test("every item once, in order", async () => {
  const items = Array.from({ length: 5000 }, (_, i) => i);
  const seen: number[] = [];
  await forEachInTurns(items, new AbortController().signal, (item) => seen.push(item));
  expect(seen).toEqual(items);
});

test("others have their turn in between", async () => {
  let turns = 0;
  const others = setInterval(() => turns++, 1);
  await forEachInTurns([1, 2, 3, 4, 5], new AbortController().signal, () => keepBusy(20));
  clearInterval(others);
  expect(turns).toBeGreaterThanOrEqual(3);
});

test("an abort in one of those turns ends the work", async () => {
  const controller = new AbortController();
  const seen: number[] = [];
  const work = forEachInTurns([1, 2, 3, 4, 5], controller.signal, (item) => {
    seen.push(item);
    keepBusy(20);
  });
  setImmediate(() => controller.abort(new Error("stop")));
  await expect(work).rejects.toThrow("stop");
  expect(seen.length).toBeLessThan(5);
});

test("what the work throws is thrown", async () => {
  const work = () => {
    throw new Error("from the work");
  };
  await expect(forEachInTurns([1], new AbortController().signal, work)).rejects.toThrow("from the work");
});
