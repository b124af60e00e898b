import { createRerankerHandle } from "secondpass/adapter";
import { describe, expect, test } from "vitest";

describe("RerankerHandle.rerank", () => {
  test("a deadline that passes while the model loads: first-stage order, and the receipt says why", async () => {
    const handle = createRerankerHandle("local");
    const { results, dropped, receipt } = await handle.rerank("rust", ["a", "b", "c"], { deadlineMs: 2, topN: 2, minScore: 0 });
    expect(results.map(({ document }) => document)).toEqual(["a", "b"]);
    expect(dropped).toEqual([{ index: 2, reason: "topN" }]);
    expect(receipt.reranked).toBe(false);
    expect(receipt.reason).toMatch(/deadline of 2 ms passed while the reranker was being made/);
    expect(receipt.warnings.map(({ code }) => code)).toEqual(["min_score_ignored", "deadline"]);
    await handle.dispose();
  });

  test("an abort while the model loads rejects with the signal's reason", async () => {
    const handle = createRerankerHandle("local");
    const controller = new AbortController();
    const reason = new Error("gone");
    const call = handle.rerank("rust", ["a"], {}, [undefined, controller.signal]);
    controller.abort(reason);
    await expect(call).rejects.toBe(reason);
    await handle.dispose();
  });

  test("a call after dispose rejects with disposed and makes nothing", async () => {
    const handle = createRerankerHandle("local");
    await handle.dispose();
    await expect(handle.rerank("rust", ["a"])).rejects.toMatchObject({ code: "disposed" });
  });

  test("options out of range are refused before anything is loaded", async () => {
    const handle = createRerankerHandle("local:./missing");
    await expect(handle.rerank("rust", ["a"], { deadlineMs: Number.NaN })).rejects.toMatchObject({ code: "invalid_options" });
    await handle.dispose();
  });
});
