import { getEventListeners } from "node:events";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startCallBudget } from "../../../packages/core/src/io/call-budget.ts";

const never = new Promise<never>(() => {});

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});

afterEach(() => {
  vi.useRealTimers();
});

test("work that ends in time is the answer", async () => {
  const budget = startCallBudget({ deadlineMs: 10 });
  expect(await budget.race(Promise.resolve(7))).toBe(7);
  await expect(budget.race(Promise.reject(new Error("failed")))).rejects.toThrow("failed");
  budget.end();
});

test("the deadline ends the call and is known to have done so", async () => {
  const budget = startCallBudget({ deadlineMs: 10 });
  const race = expect(budget.race(never)).rejects.toThrow("deadline of 10 ms passed");
  await vi.advanceTimersByTimeAsync(9);
  expect([budget.signal.aborted, budget.deadlinePassed]).toEqual([false, false]);
  await vi.advanceTimersByTimeAsync(1);
  expect([budget.signal.aborted, budget.deadlinePassed]).toEqual([true, true]);
  await race;
});

test("an abort before the deadline is not the deadline, also after it", async () => {
  const controller = new AbortController();
  const budget = startCallBudget({ signals: [undefined, controller.signal], deadlineMs: 10 });
  const race = expect(budget.race(never)).rejects.toThrow("stop");
  controller.abort(new Error("stop"));
  await vi.advanceTimersByTimeAsync(20);
  expect(budget.deadlinePassed).toBe(false);
  await race;
});

test("the first of several reasons is the reason", () => {
  const [first, second] = [new AbortController(), new AbortController()];
  const budget = startCallBudget({ signals: [first.signal, second.signal] });
  second.abort("second");
  first.abort("first");
  budget.fail("third");
  expect(budget.signal.reason).toBe("second");
});

test("a signal that has aborted before is a call that has ended", async () => {
  const budget = startCallBudget({ signals: [AbortSignal.abort("before")] });
  await expect(budget.race(Promise.resolve(7))).rejects.toBe("before");
});

test("the end lets go of signals and timers", async () => {
  const controller = new AbortController();
  const budget = startCallBudget({ signals: [controller.signal], deadlineMs: 10 });
  budget.end();
  expect(getEventListeners(controller.signal, "abort")).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
