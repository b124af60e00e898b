import { mkdir } from "node:fs/promises";
import { type AutoModel, auto, cached, createReranker } from "secondpass";
import { describe, expect, test } from "vitest";
import { makeTemporaryFolder } from "../../../data/temporary-folder.ts";
import { counting, failing } from "../stage-kit.ts";
import { chosen, documents, model, remember } from "./auto-kit.ts";

describe("model and depth by measured times", () => {
  // Milliseconds enough that what the machine itself takes does not count.
  const models = (): [AutoModel, number][] => [
    [model("small"), 10],
    [model("large"), 100],
  ];

  test.each([
    [50_000, [["large", 100]]],
    [
      4_500,
      [
        ["small", 100],
        ["large", expect.closeTo(34, -1)],
      ],
    ],
    [1_500, [["small", 100]]],
    [500, [["small", expect.closeTo(48, -1)]]],
  ])("%d ms", async (budgetMs, stages) => {
    const { receipt } = await chosen(models(), budgetMs);
    expect(receipt.plan?.stages.map(({ reranker, depth }) => [reranker, depth])).toEqual(stages);
    expect(receipt.plan?.predictedMs).toBeLessThanOrEqual(budgetMs);
    expect(receipt).toMatchObject({ reranked: true, servedBy: "auto(small, large)", plan: { budgetMs, inFlight: 1 } });
    expect(receipt.stages?.map(({ reranker, documents }) => [reranker, documents])).toEqual(stages);
  });

  test("too little for any of them: the first stage, at once, and why", async () => {
    const { results, receipt } = await chosen(models(), 80);
    expect(results.map(({ index }) => index)).toEqual(documents.map((_, i) => i));
    expect(receipt).toMatchObject({
      reranked: false,
      servedBy: "identity",
      plan: { stages: [], predictedMs: 0 },
      attempts: [{ reranker: "auto(small, large)", outcome: "skipped" }],
    });
    expect(receipt.reason).toMatch(
      /^\d+ ms are too few: small needs \d+ ms for 10 documents; large needs \d+ ms for 10 documents$/,
    );
  });

  test("a call's own smaller deadline is the budget; a longer one is not", async () => {
    const keepIn = await makeTemporaryFolder();
    const [[small], [large]] = models() as [[AutoModel, number], [AutoModel, number]];
    await remember(keepIn, small.reranker, 10);
    await remember(keepIn, large.reranker, 100);
    await using reranker = auto([small, large], { budgetMs: 4_500, keepIn });
    const depths = async (deadlineMs: number) =>
      (await reranker.rerank("q", documents, { deadlineMs })).receipt.plan?.stages.map(({ reranker }) => reranker);
    expect(await depths(1_500)).toEqual(["small"]);
    expect(await depths(60_000)).toEqual(["small", "large"]);
  });

  test("long documents take longer: fewer of them are read", async () => {
    const keepIn = await makeTemporaryFolder();
    const small = model("small");
    await remember(keepIn, small.reranker, 10);
    await using reranker = auto([small], { budgetMs: 2_000, keepIn });
    const long = documents.map((text) => text.repeat(4));
    const depth = (await reranker.rerank("q", long)).receipt.plan?.stages[0]?.depth;
    expect(depth).toBeGreaterThan(35);
    expect(depth).toBeLessThan(60);
  });
});

describe("depths that are asked for", () => {
  test("minDepth, maxDepth of all, of one model, and of a call", async () => {
    const listwise = { ...model("listwise"), maxDepth: 20 };
    expect((await chosen([[listwise, 1]], 5_000)).receipt.plan?.stages).toMatchObject([{ depth: 20 }]);
    expect((await chosen([[model("a"), 1]], 30, { minDepth: 50 })).receipt.plan?.stages).toEqual([]);
    const { results, receipt } = await chosen([[model("a"), 1]], 5_000, { maxDepth: 30 });
    expect(receipt.plan?.stages).toMatchObject([{ depth: 30 }]);
    expect(results.slice(30).map(({ index }) => index)).toEqual(documents.slice(30).map((_, i) => 30 + i));
  });

  test("fewer candidates than minDepth are reranked all the same, and no candidates need no plan", async () => {
    await using reranker = auto([counting("a").reranker], { budgetMs: 500, keepIn: false });
    expect((await reranker.rerank("q", ["1", "2"])).receipt.plan?.stages).toMatchObject([{ depth: 2 }]);
    expect((await reranker.rerank("q", [" ", ""])).receipt).toMatchObject({
      reranked: false,
      reason: "no document has any text",
    });
  });
});

describe("scales", () => {
  const small = () => model("small", { scoreScale: "unit" });

  test("a threshold is the best model's: another's scores are not held against it, and where the scale differs there are none", async () => {
    const models = (): [AutoModel, number][] => [
      [small(), 1],
      [model("large"), 10],
    ];
    const keepIn = await makeTemporaryFolder();
    const made = models();
    for (const [{ reranker }, ms] of made) await remember(keepIn, reranker, ms);
    await using reranker = auto(
      made.map(([model]) => model),
      { budgetMs: 5_000, keepIn },
    );
    expect(reranker.scoreScale).toBe("logit");
    const best = await reranker.rerank("q", documents, { minScore: 90 });
    expect(best.results).toHaveLength(10);
    const other = await reranker.rerank("q", documents, { minScore: 90, deadlineMs: 150 });
    expect(other.results).toHaveLength(100);
    expect(other.results[0]).toMatchObject({ index: 99, stages: [{ reranker: "small", rank: 1, score: 99 }] });
    expect(other.results[0]).not.toHaveProperty("score");
    expect(other.receipt.warnings).toEqual([
      { code: "min_score_ignored", message: "minScore 90 is on the scale of large, which did not rank" },
    ]);
  });
});

test("a cache that knows all is no measurement", async () => {
  await using reranker = auto([cached(counting("a").reranker)], { budgetMs: 1_000, keepIn: false });
  for (let call = 0; call < 3; call++) await reranker.rerank("q", documents);
  expect(reranker.measured()).toMatchObject([{ calls: 1 }]);
});

test("a model that fails fails the call, or the order before it is kept", async () => {
  const throwing = auto([failing("a", "timeout")], { budgetMs: 500, keepIn: false });
  await expect(throwing.rerank("q", documents)).rejects.toMatchObject({ code: "timeout" });
  const keeping = auto([counting("a").reranker, { reranker: failing("b", "timeout"), tier: "small", maxDepth: 20 }], {
    budgetMs: 500,
    keepIn: false,
    onStageError: "keep",
  });
  expect((await keeping.rerank("q", documents)).receipt).toMatchObject({ servedBy: "a", warnings: [{ code: "stage_failed" }] });
});

test("an order that depends on how busy the machine is cannot be cached", () => {
  expect(() => cached(auto([counting("a").reranker], { budgetMs: 50, keepIn: false }))).toThrow(/has no fingerprint/);
});

test("the bundled model, as a word of configuration", async () => {
  const keepIn = await makeTemporaryFolder();
  await mkdir(keepIn, { recursive: true });
  await using reranker = await createReranker({ auto: { budgetMs: 5_000, keepIn, warmUp: true } });
  const { receipt } = await reranker.rerank("how do I install rust", documents);
  expect(receipt.plan?.stages).toMatchObject([{ reranker: "local:mini", depth: 100 }]);
});

test.each([
  [[], { budgetMs: 5 }, /at least one reranker/],
  [[counting("a").reranker], { budgetMs: 0 }, /budgetMs/],
  [[counting("a").reranker], {}, /budgetMs/],
  [[counting("a").reranker], { budgetMs: 5, minDepth: 0 }, /minDepth/],
  [[counting("a").reranker], { budgetMs: 5, maxDepth: 1.5 }, /maxDepth/],
  [[counting("a").reranker], { budgetMs: 5, keepIn: true }, /keepIn/],
  [[counting("a").reranker], { budgetMs: 5, onStageError: "x" }, /onStageError/],
  [[{ ...model("a"), tier: "huge" }], { budgetMs: 5 }, /tier of model 1/],
  [[{ ...model("a"), maxDepth: 0 }], { budgetMs: 5 }, /maxDepth of model 1/],
])("what cannot be meant is refused: %#", (models, options, message) => {
  const make = () => auto(models as never, options as never);
  expect(make).toThrow(expect.objectContaining({ code: "invalid_config", message: expect.stringMatching(message) }));
});
