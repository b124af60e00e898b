import { expect, test } from "vitest";
import { runSecondpass } from "./run-secondpass.ts";

async function plan(args: readonly string[]) {
  const { code, stdout, stderr } = await runSecondpass(["plan", "--json", ...args]);
  return { code, stderr, plan: stdout && JSON.parse(stdout) };
}

test.each([
  [["--strategy", "slidingWindow", "--candidates", "100"], { calls: 9, rounds: 9, passages: 180, isExact: true }],
  [
    ["--strategy", "slidingWindow", "--candidates", "25", "--window", "20", "--stride", "10"],
    { calls: 2, rounds: 2, passages: 35 },
  ],
  [["--strategy", "select", "--candidates", "100"], { calls: 6, rounds: 2, passages: 120 }],
  [["--strategy", "select", "--candidates", "100", "--consistency", "3"], { calls: 8, rounds: 2, passages: 160 }],
  [["--strategy", "auto", "--candidates", "20"], { strategy: "single", calls: 1, rounds: 1, passages: 20 }],
  [["--strategy", "auto", "--candidates", "30"], { strategy: "slidingWindow", calls: 2, rounds: 2 }],
  [["--strategy", "auto", "--candidates", "100"], { strategy: "select" }],
  [["--strategy", "auto", "--candidates", "100", "--scorer"], { strategy: "refine", calls: 1, passages: 20 }],
  [["--strategy", "tournament", "--candidates", "100", "--passes", "10"], { calls: 130, rounds: 5, passages: 1850 }],
  [["--strategy", "single", "--candidates", "1"], { calls: 0, rounds: 0, inputTokens: 0 }],
])("plan %j", async (args, expected) => {
  const { code, stderr, plan: planned } = await plan(args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(planned).toMatchObject(expected);
});

test("a price gives dollars: documents and prompts in, labels out", async () => {
  const prices = ["--input-price", "0.25", "--output-price", "2"];
  const { plan: planned } = await plan(["--strategy", "select", "--candidates", "100", ...prices, "--passage-tokens", "100"]);
  // 120 documents x 100 + 6 prompts x 200; 30 labels x 5.
  expect(planned).toMatchObject({ inputTokens: 13_200, outputTokens: 150 });
  expect(planned.costUsd).toBeCloseTo((13_200 * 0.25 + 150 * 2) / 1e6, 10);
});

test("a table shows the others beside it", async () => {
  const { code, stdout } = await runSecondpass(["plan", "--candidates", "100"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/│ select \* +│ +6 │ +2 │ +120 │/);
  expect(stdout).toMatch(/│ slidingWindow +│ +9 │ +9 │ +180 │/);
  expect(stdout).toMatch(/│ setwise +│ +about /);
});

test.each([
  [["--candidates", "0"]],
  [["--candidates", "100", "--strategy", "magic"]],
  [["--candidates", "100", "--window", "1"]],
  [["--candidates", "100", "--stride", "20"]],
  [[]],
])("%j is a usage error", async (args) => {
  const { code, stdout } = await runSecondpass(["plan", ...args]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
});
