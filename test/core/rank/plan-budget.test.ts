import fc from "fast-check";
import { type BudgetPlanOptions, planBudget } from "secondpass/rank";
import { describe, expect, test } from "vitest";

const small = { fixedMs: 2, perDocumentMs: 1 };
const medium = { fixedMs: 20, perDocumentMs: 5 };
const api = { fixedMs: 300, perDocumentMs: 0 };
const shapeOf = (options: Omit<BudgetPlanOptions, "minDepth" | "candidates"> & Partial<BudgetPlanOptions>) =>
  planBudget({ candidates: 100, minDepth: 10, ...options }).map(({ model, depth }) => `${model}@${depth}`);

describe("a small and a medium model, a hundred candidates", () => {
  test.each([
    // 2 + 9 ms would be nine documents: not worth a call.
    [11, []],
    [12, ["0@10"]],
    [60, ["0@58"]],
    // All of them by the small one, 102 ms; the medium one needs 70 ms for ten more.
    [102, ["0@100"]],
    [171, ["0@100"]],
    [172, ["0@100", "1@10"]],
    [272, ["0@100", "1@30"]],
    // 20 + 5 * 99 ms beside the small one's 102, and 520 alone: it reads all, and nobody before it is needed.
    [519, ["0@100", "1@79"]],
    [520, ["1@100"]],
  ])("%d ms: %j", (budgetMs, plan) => {
    expect(shapeOf({ budgetMs, models: [small, medium] })).toEqual(plan);
  });
});

test("a call that takes the same for any number is made for all or not at all", () => {
  expect(shapeOf({ budgetMs: 299, models: [api] })).toEqual([]);
  expect(shapeOf({ budgetMs: 300, models: [api] })).toEqual(["0@100"]);
  expect(shapeOf({ budgetMs: 350, models: [small, api] })).toEqual(["1@100"]);
});

test("where no model can read all, the one that reads most does", () => {
  const models = [
    { fixedMs: 0, perDocumentMs: 4 },
    { fixedMs: 0, perDocumentMs: 3 },
  ];
  expect(shapeOf({ budgetMs: 90, models })).toEqual(["1@30"]);
  expect(shapeOf({ budgetMs: 90, models: models.toReversed() })).toEqual(["0@30"]);
});

test("a model with a limit of its own never reads more, and is no base for the others", () => {
  const listwise = { fixedMs: 0, perDocumentMs: 10, maxDepth: 20 };
  expect(shapeOf({ budgetMs: 10_000, models: [small, listwise] })).toEqual(["0@100", "1@20"]);
  expect(shapeOf({ budgetMs: 10_000, models: [listwise] })).toEqual(["0@20"]);
  expect(shapeOf({ budgetMs: 10_000, candidates: 20, models: [small, listwise] })).toEqual(["1@20"]);
});

test("fewer candidates than the least depth are a call all the same", () => {
  expect(shapeOf({ budgetMs: 10, candidates: 3, models: [small] })).toEqual(["0@3"]);
  expect(shapeOf({ budgetMs: 10, candidates: 0, models: [small] })).toEqual([]);
  expect(shapeOf({ budgetMs: 10, models: [] })).toEqual([]);
});

const model = fc.record(
  {
    fixedMs: fc.integer({ min: 0, max: 400 }),
    perDocumentMs: fc.double({ min: 0, max: 30, noNaN: true }),
    maxDepth: fc.integer({ min: 1, max: 200 }),
  },
  { requiredKeys: ["fixedMs", "perDocumentMs"] },
);
const options = fc.record({
  budgetMs: fc.double({ min: -50, max: 3_000, noNaN: true }),
  candidates: fc.integer({ min: 0, max: 200 }),
  minDepth: fc.integer({ min: 1, max: 30 }),
  models: fc.array(model, { maxLength: 4 }),
});

test("a plan fits into its budget, its second stage is better and reads less, and no stage reads less than it is worth", () => {
  fc.assert(
    fc.property(options, (options) => {
      const { budgetMs, candidates, minDepth, models } = options;
      const plan = planBudget(options);
      expect(plan.length).toBeLessThanOrEqual(2);
      expect(plan.reduce((sum, { predictedMs }) => sum + predictedMs, 0)).toBeLessThanOrEqual(Math.max(0, budgetMs) + 1e-9);
      for (const { model, depth, predictedMs } of plan) {
        const { fixedMs, perDocumentMs, maxDepth = candidates } = models[model] as (typeof models)[number];
        expect(predictedMs).toBeCloseTo(fixedMs + depth * perDocumentMs, 6);
        expect(depth).toBeGreaterThanOrEqual(Math.min(minDepth, candidates, maxDepth));
        expect(depth).toBeLessThanOrEqual(Math.min(candidates, maxDepth));
      }
      const [first, second] = plan;
      if (!first || !second) return;
      expect(first.depth).toBe(candidates);
      expect(second.model).toBeGreaterThan(first.model);
      expect(second.depth).toBeLessThan(candidates);
    }),
    { numRuns: 500 },
  );
});

test("more time never reads fewer documents, and once all are read never with a worse best model", () => {
  fc.assert(
    fc.property(options, fc.double({ min: 0, max: 2_000, noNaN: true }), (options, more) => {
      const less = planBudget(options);
      const longer = planBudget({ ...options, budgetMs: options.budgetMs + more });
      expect(longer[0]?.depth ?? 0).toBeGreaterThanOrEqual(less[0]?.depth ?? 0);
      if (less[0]?.depth !== options.candidates) return;
      expect(longer.at(-1)?.model ?? -1).toBeGreaterThanOrEqual(less.at(-1)?.model ?? -1);
    }),
    { numRuns: 500 },
  );
});
