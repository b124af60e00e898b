import { expect, test } from "vitest";
import { createFairQueue } from "../../../packages/core/src/rank/fair-queue.ts";

const any = () => true;

test("equal priorities take turns", () => {
  const queue = createFairQueue<{ name: string; priority: number }>();
  for (const name of ["a", "b", "c"]) queue.add({ name, priority: 0 });
  expect(Array.from({ length: 7 }, () => queue.next(any)?.name)).toEqual(["a", "b", "c", "a", "b", "c", "a"]);
});

test("a higher priority goes first as long as it can use its turn", () => {
  const queue = createFairQueue<{ name: string; priority: number; left: number }>();
  queue.add({ name: "normal", priority: 0, left: 2 });
  queue.add({ name: "urgent", priority: 5, left: 2 });
  const taken: (string | undefined)[] = [];
  for (let turn = 0; turn < 5; turn++) {
    const item = queue.next(({ left }) => left > 0);
    if (item) item.left--;
    taken.push(item?.name);
  }
  expect(taken).toEqual(["urgent", "urgent", "normal", "normal", undefined]);
});

test("what was removed gets no turn", () => {
  const queue = createFairQueue<{ priority: number }>();
  const item = { priority: 0 };
  queue.add(item);
  queue.remove(item);
  queue.remove(item);
  expect(queue.next(any)).toBeUndefined();
  expect(queue.size).toBe(0);
});
