import { expect, test } from "vitest";
import { forEachInLanes } from "../../../packages/core/src/io/for-each-in-lanes.ts";

const turn = () => new Promise(setImmediate);

async function* slowly(count: number, onClose: () => void = () => {}) {
  try {
    for (let i = 0; i < count; i++) {
      await turn();
      yield i;
    }
  } finally {
    onClose();
  }
}

test.each([
  ["a list", () => [0, 1, 2, 3, 4]],
  ["what comes over time", () => slowly(5)],
])("every item of %s once, as many at a time as allowed", async (_, items) => {
  const seen: number[] = [];
  let [now, most] = [0, 0];
  await forEachInLanes<number>(items(), { concurrency: 2 }, async (item) => {
    most = Math.max(most, ++now);
    await turn();
    await turn();
    await turn();
    seen.push(item);
    now--;
  });
  expect(seen.toSorted()).toEqual([0, 1, 2, 3, 4]);
  expect(most).toBe(2);
});

test("the first error ends the others, closes what is read from, and is thrown", async () => {
  const aborted: unknown[] = [];
  let closed = false;
  const error = new Error("from the work");
  const items = slowly(100, () => {
    closed = true;
  });
  const work = forEachInLanes(items, { concurrency: 3 }, async (item, signal) => {
    if (item === 2) throw error;
    await new Promise((_, reject) => {
      signal.addEventListener("abort", () => {
        aborted.push(signal.reason);
        reject(signal.reason);
      });
    });
  });
  await expect(work).rejects.toBe(error);
  await turn();
  await turn();
  expect(aborted).toEqual([error, error]);
  expect(closed).toBe(true);
});

test("an error of what is read from is thrown", async () => {
  async function* broken() {
    yield 1;
    throw new Error("line 2");
  }
  await expect(forEachInLanes(broken(), { concurrency: 2 }, async () => {})).rejects.toThrow("line 2");
});

test("an abort ends the wait at once, with its reason, and closes what is read from, whatever the work does", async () => {
  const controller = new AbortController();
  const seen: number[] = [];
  let closed = false;
  const items = slowly(3, () => {
    closed = true;
  });
  const work = forEachInLanes(items, { signal: controller.signal }, async (item) => {
    seen.push(item);
    controller.abort(new Error("enough"));
    await new Promise(() => {});
  });
  await expect(work).rejects.toThrow("enough");
  expect(seen).toEqual([0]);
  await turn();
  expect(closed).toBe(true);
});
