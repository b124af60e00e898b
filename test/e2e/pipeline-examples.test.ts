import { describe, expect, test } from "vitest";
import { runExample } from "./run-example.ts";

/** Places, probabilities, who found it, in the order in which they were printed. */
const line = /^(\d)\. p (\d\.\d\d), ((?:bm25|dense) \d+(?:, dense \d+)?): (\S+\.md:\d+)$/gm;

describe("one configuration file drives", () => {
  test.each(["langchain", "llamaindex"])("%s: fused, reranked, judged, the best at both ends", async (name) => {
    const { code, stdout, stderr } = await runExample(`pipeline-${name}.ts`, [], { OPENAI_API_KEY: "" });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(
      /^what does onError passthrough do\?\n\ncorrect: the best document is relevant with a probability of 0\.\d{3}/,
    );
    const found = [...stdout.matchAll(line)].map(([, rank, probability]) => [Number(rank), Number(probability)] as const);
    const ranks = found.map(([rank]) => rank);
    expect(ranks.length).toBeGreaterThan(2);
    const [best, ...others] = [...ranks].sort((a, b) => a - b);
    expect(ranks[0]).toBe(best);
    expect(ranks.at(-1)).toBe(others[0]);
    for (const [, probability] of found) expect(probability).toBeGreaterThanOrEqual(0.05);
  });

  test("the command line: the same verdict", async () => {
    const { code, stdout } = await runExample("pipeline-cli.ts", [], { OPENAI_API_KEY: "" });
    expect(code).toBe(0);
    expect(stdout).toMatch(/│ +1 │ +\d+ . │ +- │ +0\.\d{3} │ Keys beside a reranker/);
    expect(stdout).toMatch(
      /reranked by cascade.*; correct: the best document is relevant with a probability of 0\.\d{3}.*; the best at both ends/,
    );
  });
});
