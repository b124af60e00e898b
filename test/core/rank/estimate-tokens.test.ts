import { expect, test } from "vitest";
import { estimateTokens } from "../../../packages/core/src/rank/estimate-tokens.ts";

test.each([
  ["", 0],
  ["a", 1],
  // 35 characters / 3.5
  ["a".repeat(35), 10],
  // Outside ASCII every unit counts: 5 / 3.5 + 2
  ["caf\u00e9s \u00e0", 4],
  ["安装", 2],
  // Two units of one character, rather too many than too few.
  ["😀", 2],
])("%j has %i", (text, tokens) => {
  expect(estimateTokens(text)).toBe(tokens);
});

test("a longer text has no fewer tokens", () => {
  const text = "Install Rust: rustup, 安装, done.";
  const counts = Array.from(text, (_, end) => estimateTokens(text.slice(0, end)));
  expect(counts).toEqual(counts.toSorted((a, b) => a - b));
});
