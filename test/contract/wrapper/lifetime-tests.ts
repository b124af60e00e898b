import type { Worker } from "node:worker_threads";
import { createLexicalReranker, RerankError, rerankerFromScorer } from "secondpass";
import { expect, test } from "vitest";
import { query, texts } from "./candidates.ts";
import { errorOf } from "./error-of.ts";
import { scorer } from "./scorer.ts";
import type { WrapperKit } from "./wrapper-kit.ts";

/** One wrapper, many calls. */
export function lifetimeTests<Item extends object>({ wrap, toItem, read, items, idsOf, rerankWith }: WrapperKit<Item>): void {
  test("a wrapper whose first call failed can be called again", async () => {
    let calls = 0;
    const flaky = rerankerFromScorer(
      scorer(async (_, texts) => {
        calls += 1;
        if (calls === 1) throw new RerankError("worker_failed", "gone", { retryable: true });
        return { scores: texts.map((text) => -text.length) };
      }),
    );
    const wrapper = wrap({ reranker: flaky });
    expect(await errorOf(wrapper.rerank(items(), query))).toMatchObject({ code: "worker_failed" });
    expect(idsOf(await wrapper.rerank(items(), query))).toEqual(["d2", "d3", "d0", "d1"]);
  });

  test("calls at the same time do not mix", async () => {
    const wrapper = wrap({ reranker: "lexical", topN: 1 });
    const words = Array.from({ length: 12 }, (_, i) => `word${i}`);
    const tops = await Promise.all(
      words.map(async (word, i) => {
        const list = words.map((text, n) => toItem({ id: `${i}-${n}`, text, metadata: { i }, score: 1 }));
        const [top] = await wrapper.rerank(list, word);
        return read(top as Item);
      }),
    );
    expect(tops.map(({ id, text }) => `${id} ${text}`)).toEqual(words.map((word, i) => `${i}-${i} ${word}`));
    await wrapper.dispose();
  });

  test("dispose leaves alone what the wrapper was given", async () => {
    const reranker = createLexicalReranker();
    await rerankWith({ reranker });
    expect((await reranker.rerank(query, texts)).results[0]?.index).toBe(1);
  });

  test("dispose ends what the wrapper made: the model's worker is gone", async () => {
    const workers: Worker[] = [];
    const note = (worker: Worker) => workers.push(worker);
    process.on("worker", note);
    const wrapper = wrap({ reranker: "local" });
    await wrapper.rerank(items(), query);
    process.off("worker", note);
    // A thread that has ended has the id -1.
    expect(workers.map(({ threadId }) => threadId > 0)).toEqual([true]);
    await wrapper.dispose();
    expect(workers.map(({ threadId }) => threadId > 0)).toEqual([false]);
  });
}
