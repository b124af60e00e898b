import { setTimeout as sleep } from "node:timers/promises";
import { auto } from "secondpass";
import { expect, test } from "vitest";
import { makeTemporaryFolder } from "../../../data/temporary-folder.ts";
import { hanging } from "../stage-kit.ts";
import { documents, model, remember } from "./auto-kit.ts";

test("calls at the same time are planned for fewer documents each", async () => {
  const keepIn = await makeTemporaryFolder();
  const slow = model("slow", {
    async score(_, texts) {
      await sleep(20);
      return { scores: texts.map(() => 1) };
    },
  });
  // Long enough for what the machine itself takes not to count.
  await remember(keepIn, slow.reranker, 10);
  await using reranker = auto([slow], { budgetMs: 2_200, keepIn });
  const rankings = await Promise.all(documents.slice(0, 4).map((query) => reranker.rerank(query.slice(0, 1), documents)));
  const plans = rankings.map(({ receipt }) => receipt.plan);
  expect(plans.map((plan) => plan?.inFlight)).toEqual([1, 2, 3, 4]);
  const depths = plans.map((plan) => plan?.stages[0]?.depth ?? 0);
  expect(depths[0]).toBe(100);
  expect(depths[1]).toBe(100);
  expect(depths[3]).toBeLessThan(60);
  expect((await reranker.rerank("q", documents)).receipt.plan?.inFlight).toBe(1);
});

test("calls for which nothing fits in leave their turns to those under way", async () => {
  const keepIn = await makeTemporaryFolder();
  const slow = model("slow");
  await remember(keepIn, slow.reranker, 1_000);
  await using reranker = auto([slow], { budgetMs: 50, keepIn });
  await reranker.rerank("q", documents);
  let turns = 0;
  const next = () => {
    turns += 1;
    pending = setImmediate(next);
  };
  let pending = setImmediate(next);
  for (let call = 0; call < 20; call++) {
    const { receipt } = await reranker.rerank("q", documents);
    expect(receipt.attempts).toMatchObject([{ outcome: "skipped" }]);
  }
  clearImmediate(pending);
  expect(turns).toBeGreaterThanOrEqual(20);
});

test("the best order known is there when the budget is over, and a model that is slower than was known is planned for less", async () => {
  const keepIn = await makeTemporaryFolder();
  const small = model("small");
  const deaf = { reranker: hanging("deaf") };
  await remember(keepIn, small.reranker, 0.1);
  await remember(keepIn, deaf.reranker, 1);
  await using reranker = auto([small, { ...deaf, maxDepth: 50 }], { budgetMs: 100, keepIn });
  const startedAt = performance.now();
  const { results, receipt } = await reranker.rerank("q", documents);
  expect(performance.now() - startedAt).toBeLessThan(200);
  expect(results[0]?.index).toBe(99);
  expect(receipt).toMatchObject({
    reranked: true,
    servedBy: "small",
    warnings: [{ code: "deadline" }],
    stages: [{ reranked: true }, { reranker: "deaf", reranked: false }],
  });
  const depthOfDeaf = async () => (await reranker.rerank("q", documents)).receipt.plan?.stages[1]?.depth ?? 0;
  const depths = [
    receipt.plan?.stages[1]?.depth ?? 0,
    await depthOfDeaf(),
    await depthOfDeaf(),
    await depthOfDeaf(),
    await depthOfDeaf(),
  ];
  expect(depths.at(-1)).toBeLessThan(depths[0] as number);
});
