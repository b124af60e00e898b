import { describe, expect, test } from "vitest";
import { markOf, oracleModel, valuesOf } from "../../../../data/oracle-model.ts";
import { firstStage, indexes, reranker, texts } from "./faults-kit.ts";

describe("answers that cannot be read", () => {
  const unreadable: [string, unknown][] = [
    ["prose", "I like them all."],
    ["a refusal", "I'm sorry, but I cannot rank these passages."],
    ["nothing", ""],
    ["null", { content: null }],
    ["reasoning that was cut", { content: "<think> well, [3] > [1]", finish: "length" }],
  ];
  test.each(unreadable)("%s: asked once more in another order, under other labels", async (_, bad) => {
    const model = oracleModel({ answer: ({ number }) => (number === 0 ? bad : undefined) });
    const { results, receipt } = await reranker({ strategy: "single", labels: "random" }, model).rerank(
      "query",
      texts.slice(0, 20),
    );
    const [first, second] = model.questions;
    expect(model.questions).toHaveLength(2);
    expect([...(second?.texts ?? [])].sort()).toEqual([...(first?.texts ?? [])].sort());
    expect(second?.texts).not.toEqual(first?.texts);
    expect(second?.labels).not.toEqual(first?.labels);
    expect(second?.request.messages.at(-1)?.content).toContain("could not be read");
    expect(first?.request.messages.at(-1)?.content).not.toContain("could not be read");
    expect(receipt.listwise).toMatchObject({ calls: 2, retries: 1, repairs: { answers: 1 }, failedWindows: 0, complete: true });
    expect(valuesOf(results).slice(0, 2)).toEqual(
      valuesOf(results.slice(0, 20))
        .sort((a, b) => b - a)
        .slice(0, 2),
    );
  });

  test("twice: the window keeps its order", async () => {
    const model = oracleModel({ answer: () => "no idea" });
    const { results, receipt } = await reranker({ strategy: "single" }, model).rerank("query", texts);
    expect(indexes(results)).toEqual(firstStage);
    expect(receipt).toMatchObject({ reranked: false, reason: "every call failed: no answer could be read" });
    expect(receipt.listwise).toMatchObject({ calls: 2, retries: 1, failedWindows: 1, repairs: { answers: 2, unparsed: 2 } });
  });

  test("less than half: asked again, and the answer that says most is kept", async () => {
    const model = oracleModel({
      answer: ({ number, ranking }) =>
        ranking
          .slice(0, [3, 2][number])
          .map((label) => `[${label}]`)
          .join(" > "),
    });
    const { results, receipt } = await reranker({ strategy: "single" }, model).rerank("query", texts.slice(0, 20));
    const sorted = texts
      .slice(0, 20)
      .map(markOf)
      .sort((a, b) => b - a);
    expect(valuesOf(results).slice(0, 3)).toEqual(sorted.slice(0, 3));
    // The rest stands as the first stage had it.
    expect(indexes(results.slice(3))).toEqual(indexes(results.slice(3)).sort((a, b) => a - b));
    expect(receipt.listwise).toMatchObject({ calls: 2, retries: 1, failedWindows: 0 });
  });

  test("what a filter holds back is not asked for again", async () => {
    const model = oracleModel({ answer: () => ({ content: "", finish: "filter" }) });
    const { receipt } = await reranker({ strategy: "single" }, model).rerank("query", texts);
    expect(model.questions).toHaveLength(1);
    expect(receipt.reranked).toBe(false);
  });
});
