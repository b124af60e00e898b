import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { onAbort } from "../../../packages/core/src/io/on-abort.ts";

test("a signal behind many calls gets one listener, and none when the last call is over", () => {
  const controller = new AbortController();
  const called: number[] = [];
  const stops = Array.from({ length: 20 }, (_, i) => onAbort(controller.signal, () => called.push(i)));
  expect(getEventListeners(controller.signal, "abort")).toHaveLength(1);
  stops[3]?.();
  stops[3]?.();
  controller.abort();
  expect(called).toEqual(Array.from({ length: 20 }, (_, i) => i).filter((i) => i !== 3));
});

test("nothing is left on a signal that outlives its calls", () => {
  const controller = new AbortController();
  const stops = [onAbort(controller.signal, () => {}), onAbort(controller.signal, () => {})];
  for (const stop of stops) stop();
  expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
});

test("taken off and put on again while others stay", () => {
  const controller = new AbortController();
  const called: string[] = [];
  const stop = onAbort(controller.signal, () => called.push("first"));
  stop();
  onAbort(controller.signal, () => called.push("second"));
  stop();
  controller.abort();
  expect(called).toEqual(["second"]);
});
