import { blendFirstStage, chunked, type Scorer, withDeadline } from "secondpass";
import { describe, expect, test } from "vitest";
import { hanging } from "../stage-kit.ts";
import { largestNumber, reader, sentences } from "./reading-kit.ts";

const query = "measured";
const window = 9;
const long = sentences(1, 2, 9, 4, 3);

describe("when time is short", () => {
  const slow = (score: Scorer["score"]) => reader(window, { score }).reranker;

  test("documents with a passage that was read are ordered by it; the receipt says how much that was", async () => {
    const reranker = slow((_, texts, { onScores }) => {
      onScores([0, 1, 2], texts.slice(0, 3).map(largestNumber));
      return new Promise(() => {});
    });
    const { results, receipt } = await chunked(reranker, { overlap: 0 }).rerank(query, [sentences(5), long, sentences(7)], {
      deadlineMs: 60,
    });
    expect(results.map(({ index, score }) => [index, score])).toEqual([
      [1, 9],
      [0, 5],
      [2, undefined],
    ]);
    expect(receipt).toMatchObject({
      reranked: true,
      reason: "deadline of 60 ms passed after 2 of 3 candidates were scored",
      truncated: [{ index: 1, keptTokens: 16, totalTokens: 20 }],
    });
    expect(receipt.warnings).toEqual([{ code: "deadline", message: receipt.reason }]);
  });

  test("time that is over while texts are measured leaves the first stage's order", async () => {
    const reranker = reader(window, { measureTokens: () => new Promise(() => {}) }).reranker;
    const { results, receipt } = await chunked(reranker).rerank(query, [sentences(5), long], { deadlineMs: 30 });
    expect(results.map(({ index }) => index)).toEqual([0, 1]);
    expect(receipt).toMatchObject({ reranked: false, attempts: [{ outcome: "deadline" }], warnings: [{ code: "deadline" }] });
  });

  test("so does a reranker that ignores its deadline", async () => {
    for (const documents of [[long], [sentences(1)]]) {
      const { receipt } = await chunked(hanging("deaf"), { tokens: 8 }).rerank(query, documents, { deadlineMs: 30 });
      expect(receipt).toMatchObject({ reranked: false, reason: "deadline of 30 ms passed before deaf answered" });
    }
  });

  test("a wrapper between it and a blend is kept", async () => {
    const wrapped = chunked(
      withDeadline(
        blendFirstStage(
          slow(() => new Promise(() => {})),
          { weight: 0.5 },
        ),
        { deadlineMs: 30 },
      ),
    );
    const { receipt } = await wrapped.rerank(query, [long]);
    expect(receipt).toMatchObject({ reranked: false, warnings: [{ code: "deadline" }] });
  });

  test("an abort while texts are measured rejects with its reason and reaches who measures", async () => {
    const controller = new AbortController();
    let signal: AbortSignal | undefined;
    const reranker = reader(window, {
      measureTokens: (_query, _texts, context) => {
        signal = context.signal;
        return new Promise(() => {});
      },
    }).reranker;
    const call = chunked(reranker).rerank(query, [long], { signal: controller.signal });
    const reason = new Error("no longer needed");
    controller.abort(reason);
    await expect(call).rejects.toBe(reason);
    expect(signal?.aborted).toBe(true);
  });
});
