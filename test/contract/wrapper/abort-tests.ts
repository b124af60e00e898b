import { rerankerFromScorer } from "secondpass";
import { expect, test, vi } from "vitest";
import { query } from "./candidates.ts";
import { errorOf } from "./error-of.ts";
import { scorer } from "./scorer.ts";
import { silentReranker } from "./silent-reranker.ts";
import type { WrapperKit } from "./wrapper-kit.ts";

/** An abort ends the call with its reason. */
export function abortTests<Item extends object>({ wrap, items, rerankWith }: WrapperKit<Item>): void {
  test("an abort before the call rejects with its reason, and nothing is scored", async () => {
    const reason = new Error("the user left");
    const score = vi.fn();
    const fields = { reranker: rerankerFromScorer(scorer(score)), signal: AbortSignal.abort(reason) };
    expect(await errorOf(rerankWith(fields))).toBe(reason);
    expect(score).not.toHaveBeenCalled();
  });

  test("an abort during the call rejects with its reason at once and reaches the scorer", async () => {
    const controller = new AbortController();
    const { reranker, asked } = silentReranker();
    const call = errorOf(rerankWith({ reranker, signal: controller.signal }));
    const signal = await asked;
    expect(signal.aborted).toBe(false);
    const reason = new Error("the user left");
    controller.abort(reason);
    expect(await call).toBe(reason);
    expect(signal.aborted).toBe(true);
  });

  test("an abort rejects with its reason while the model is still loading", async () => {
    const controller = new AbortController();
    const wrapper = wrap({ reranker: "local", signal: controller.signal });
    const call = errorOf(wrapper.rerank(items(), query));
    const reason = new Error("the user left");
    controller.abort(reason);
    expect(await call).toBe(reason);
    await wrapper.dispose();
  });

  test("a signal is let go when its call is over", async () => {
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, "addEventListener");
    const removed = vi.spyOn(signal, "removeEventListener");
    await rerankWith({ reranker: "lexical", signal });
    expect(added).toHaveBeenCalled();
    expect(removed.mock.calls.map(([, listener]) => listener)).toEqual(added.mock.calls.map(([, listener]) => listener));
  });
}
