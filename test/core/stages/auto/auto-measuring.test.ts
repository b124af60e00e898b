import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { auto } from "secondpass";
import { describe, expect, test } from "vitest";
import { makeTemporaryFolder } from "../../../data/temporary-folder.ts";
import { counting } from "../stage-kit.ts";
import { documents, model } from "./auto-kit.ts";

describe("a model that was never measured here", () => {
  test.each([
    [99, undefined, undefined],
    [100, ["small"], undefined],
    [499, ["small"], undefined],
    [500, ["medium"], undefined],
    [99, ["large"], "small" as const],
  ])("is tried by its tier: %d ms, %j", async (budgetMs, tried, tier) => {
    const names = tier ? ["large"] : ["small", "medium", "large"];
    const models = names.map((name) => ({ ...model(name), ...(tier && { tier: "large" as const }) }));
    await using reranker = auto(models, { budgetMs, keepIn: false });
    const { receipt } = await reranker.rerank("q", documents);
    expect(receipt.plan?.stages.map(({ reranker }) => reranker)).toEqual(tier || !tried ? [] : tried);
  });

  test("and by what was measured from its first call on", async () => {
    await using reranker = auto([counting("a").reranker], { budgetMs: 500, keepIn: false });
    expect(reranker.measured()).toEqual([]);
    await reranker.rerank("q", documents);
    expect(reranker.measured()).toMatchObject([{ reranker: "a", calls: 1, msPer100Tokens: expect.any(Number) }]);
  });

  test("a warm-up measures it before, and only once", async () => {
    const { reranker: inner, asked } = counting("a", { score: async (_, texts) => ({ scores: texts.map(() => 1) }) });
    await using reranker = auto([inner], { budgetMs: 50, keepIn: false });
    await reranker.warmUp();
    await reranker.warmUp();
    expect(asked.map((texts) => texts.length)).toEqual([1, 2, 16]);
    expect(reranker.measured()).toMatchObject([{ calls: 2 }]);
    expect((await reranker.rerank("q", documents)).receipt.plan?.stages).toMatchObject([{ reranker: "a", depth: 100 }]);
    const aborted = reranker.warmUp({ signal: AbortSignal.abort() });
    await expect(aborted).resolves.toBeUndefined();
  });
});

test("times are kept for the next process, and what cannot be written is a warning", async () => {
  const keepIn = join(await makeTemporaryFolder(), "times");
  const { reranker } = counting("a");
  const first = auto([reranker], { budgetMs: 500, keepIn });
  await first.rerank("q", documents);
  await first.dispose();
  const next = auto([counting("a").reranker], { budgetMs: 500, keepIn });
  await next.rerank("q", []);
  expect(next.measured()).toMatchObject([{ reranker: "a", calls: 1 }]);

  const file = join(await makeTemporaryFolder(), "file");
  await writeFile(file, "");
  const failing = auto([counting("a").reranker], { budgetMs: 5_000, keepIn: join(file, "times") });
  await failing.rerank("q", documents);
  await expect
    .poll(async () => (await failing.rerank("q", documents)).receipt.warnings.map(({ code }) => code), { timeout: 5_000 })
    .toEqual(["times_not_kept"]);
});
