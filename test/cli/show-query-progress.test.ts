import { expect, test } from "vitest";
import { formatDuration, showQueryProgress } from "../../packages/cli/src/show-query-progress.ts";

test("a bar with the time that is left, ten times a second at most, and nothing of it at the end", () => {
  const written: string[] = [];
  let now = 0;
  const { onProgress, end } = showQueryProgress({ isTTY: true, write: (text) => written.push(text) }, () => now);
  for (const [at, done] of [
    [1000, 1],
    [1050, 2],
    [2000, 25],
    [2010, 100],
  ] as const) {
    now = at;
    onProgress?.(done, 100);
  }
  end();
  expect(written.map((text) => text.replace("\r\x1b[K", ""))).toEqual([
    `${"░".repeat(24)} 1 of 100 queries, 1 min 39 s left`,
    `${"█".repeat(6)}${"░".repeat(18)} 25 of 100 queries, 6 s left`,
    `${"█".repeat(24)} 100 of 100 queries, 0 s left`,
    "",
  ]);
});

test("other things than queries can be counted", () => {
  const written: string[] = [];
  showQueryProgress({ isTTY: true, write: (text) => written.push(text) }, () => 0, "calls").onProgress?.(1, 2);
  expect(written.join()).toContain("1 of 2 calls, 0 s left");
});

test("nothing where nobody looks", () => {
  const written: string[] = [];
  const { onProgress, end } = showQueryProgress({ write: (text) => written.push(text) });
  expect(onProgress).toBeUndefined();
  end();
  expect(written).toEqual([]);
});

test.each([
  [0, "0 s"],
  [59_001, "1 min 0 s"],
  [3_599_000, "59 min 59 s"],
  [7_500_000, "2 h 5 min"],
])("%i ms are %s", (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});
