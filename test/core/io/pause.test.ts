import { getEventListeners } from "node:events";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { pause } from "../../../packages/core/src/io/pause.ts";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test("ends when its time has come, and leaves nothing on the signal", async () => {
  const { signal } = new AbortController();
  const ended = vi.fn();
  const waiting = pause(100, signal).then(ended);
  await vi.advanceTimersByTimeAsync(99);
  expect(ended).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  await waiting;
  expect(getEventListeners(signal, "abort")).toEqual([]);
});

test("an abort before or during ends it with the reason, and its timer", async () => {
  const reason = new Error("gone");
  await expect(pause(100, AbortSignal.abort(reason))).rejects.toBe(reason);
  const controller = new AbortController();
  const waiting = pause(100, controller.signal);
  controller.abort(reason);
  await expect(waiting).rejects.toBe(reason);
  expect(vi.getTimerCount()).toBe(0);
});
