import { RerankError } from "../contract/index.ts";

/** Part of a list: positions from `start` up to, not including, `end`. */
export interface Window {
  start: number;
  end: number;
}

export interface WindowPlanOptions {
  /** Documents shown at a time, at least 2. Default: 20. */
  window?: number;
  /** Positions by which the window moves, from 1 to `window` - 1. Default: half of `window`. */
  stride?: number;
}

/**
 * The windows of a sliding-window ranking, from the end of the list to its head, in the order in which they are ranked: what
 * wins in one is compared again in the next. Every document is shown at least once and the first is in the last window; a
 * list of fewer than two needs none. `1 + ceil((count - window) / stride)` windows where `count > window`.
 * Sun et al., Is ChatGPT Good at Search? (RankGPT), 2023, section 3.2, whose own loop skips the head of some lists.
 *
 * @throws {RerankError} `invalid_options`
 *
 * @example
 * import { planWindows } from "secondpass/rank";
 *
 * planWindows(25, { window: 20, stride: 10 }); // => [{ start: 5, end: 25 }, { start: 0, end: 15 }]
 * planWindows(10); // => [{ start: 0, end: 10 }]
 */
export function planWindows(count: number, options: WindowPlanOptions = {}): Window[] {
  const { window, stride } = checkWindow(options);
  if (count < 2) return [];
  const windows: Window[] = [];
  for (let end = count; ; end -= stride) {
    const start = Math.max(0, end - window);
    windows.push({ start, end });
    if (start === 0) return windows;
  }
}

/** @throws {RerankError} `invalid_options` */
export function checkWindow({ window = 20, stride = Math.floor(window / 2) }: WindowPlanOptions): {
  window: number;
  stride: number;
} {
  if (!Number.isInteger(window) || window < 2) {
    throw new RerankError("invalid_options", `window must be a whole number of at least 2, got ${window}`);
  }
  // A window that moves by its own width compares nothing across its edges.
  if (!Number.isInteger(stride) || stride < 1 || stride >= window) {
    throw new RerankError("invalid_options", `stride must be a whole number from 1 to ${window - 1}, got ${stride}`);
  }
  return { window, stride };
}
