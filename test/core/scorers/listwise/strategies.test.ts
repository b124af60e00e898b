import { createLexicalReranker, rerankerFromScorer } from "secondpass";
import { createListwiseReranker, type ListwiseOptions } from "secondpass/listwise";
import { planSelect } from "secondpass/rank";
import { describe, expect, test } from "vitest";
import { markedTexts, markOf, oracleModel, valuesOf } from "../../../data/oracle-model.ts";

type Options = Omit<ListwiseOptions, "model">;

async function rank(options: Options, texts: readonly string[], topN?: number) {
  const model = oracleModel();
  const reranker = createListwiseReranker({ seed: 3, priorWeight: 0, ...options, model });
  const call = topN === undefined ? {} : { topN };
  const plan = reranker.plan("query", texts, call);
  const { results, dropped, receipt } = await reranker.rerank("query", texts, call);
  return { model, plan, results, dropped, receipt, listwise: receipt.listwise };
}

const counts = [0, 1, 2, 9, 10, 11, 19, 20, 21, 25, 30, 35, 55, 100, 105];
const windows = [2, 3, 10, 20];
const strategies = ["single", "slidingWindow", "select", "topDown", "tournament", "setwise", "refine", "auto"] as const;
const scorer = () => createLexicalReranker();
const scorerFor = (strategy: string) => (strategy === "refine" ? { scorer: scorer() } : {});

for (const strategy of strategies) {
  test(`${strategy}: a permutation for every number of documents and window, and the plan is what is executed`, async () => {
    let exact = 0;
    for (const count of counts) {
      for (const window of windows) {
        const texts = markedTexts(count, count + window);
        const { model, plan, results, listwise } = await rank({ strategy, window, ...scorerFor(strategy) }, texts);
        const where = `${count} documents, window ${window}`;
        expect(new Set(results.map(({ index }) => index)).size, where).toBe(count);
        expect(Math.max(0, ...model.questions.map(({ labels }) => labels.length)), where).toBeLessThanOrEqual(window);
        if (count < 2) {
          expect(model.questions, where).toHaveLength(0);
          continue;
        }
        expect(listwise, where).toMatchObject({ calls: model.questions.length, failedWindows: 0, complete: true });
        if (!plan.isExact) continue;
        exact++;
        expect({ calls: model.questions.length, rounds: listwise?.rounds }, where).toEqual({
          calls: plan.calls,
          rounds: plan.rounds,
        });
      }
    }
    // The others hold exactly wherever there is a call at all.
    expect(exact).toBe({ topDown: 11, setwise: 0 }[strategy as string] ?? (counts.length - 2) * windows.length);
  });
}

describe("an oracle gives the ideal head of all that a strategy can see", () => {
  const best = (texts: readonly string[], count: number) =>
    texts
      .map(markOf)
      .sort((a, b) => b - a)
      .slice(0, count);

  test.each([20, 30, 55, 100, 105])("slidingWindow, topDown and setwise over %i documents", async (count) => {
    for (const strategy of ["slidingWindow", "topDown", "setwise"] as const) {
      for (let seed = 1; seed <= 4; seed++) {
        const texts = markedTexts(count, seed);
        const { results } = await rank({ strategy }, texts);
        expect(valuesOf(results).slice(0, 10), `${strategy}, seed ${seed}`).toEqual(best(texts, 10));
      }
    }
  });

  test("single sees its window, refine the window that its scorer chooses", async () => {
    const texts = markedTexts(100, 5);
    const { results } = await rank({ strategy: "single" }, texts);
    expect(valuesOf(results).slice(0, 10)).toEqual(best(texts.slice(0, 20), 10));
    expect(results.slice(20).map(({ index }) => index)).toEqual(Array.from({ length: 80 }, (_, i) => i + 20));

    // Sees the best twenty, in the wrong order.
    const coarse = rerankerFromScorer({
      id: "coarse",
      scoreScale: "unit",
      supports: { pointwise: true, abort: false, instructions: false },
      score: async (_, texts) => ({ scores: texts.map((text) => (markOf(text) > 80 ? 1 : 0)) }),
      dispose: async () => {},
    });
    const refined = await rank({ strategy: "refine", scorer: coarse }, texts);
    expect(valuesOf(refined.results).slice(0, 10)).toEqual(best(texts, 10));
    expect(refined.model.questions).toHaveLength(1);
    expect(refined.receipt.usage.calls).toBe(2);
  });

  test.each([30, 55, 100, 105, 500])(
    "select over %i documents loses those of the best ten that crowd one group",
    async (count) => {
      for (let seed = 1; seed <= 6; seed++) {
        const texts = markedTexts(count, seed);
        const { results } = await rank({ strategy: "select" }, texts);
        expect(valuesOf(results).slice(0, 10), `seed ${seed}`).toEqual(survivorsOf(texts).slice(0, 10));
      }
      // Worst case for the default: all of the best ten in one group of five, of which four go on.
      const [first] = planSelect(100);
      const crowded = Array.from({ length: 100 }, (_, i) => `(rel ${first?.groups[2]?.includes(i) ? 200 - i : 100 - i})`);
      const { results } = await rank({ strategy: "select" }, crowded);
      expect(
        valuesOf(results)
          .slice(0, 10)
          .filter((value) => best(crowded, 10).includes(value)),
      ).toHaveLength(4);
    },
  );

  /** What is left by the plan itself: the best of each group, round by round. */
  function survivorsOf(texts: readonly string[]): number[] {
    let left = texts.map(markOf);
    const rounds = planSelect(texts.length);
    for (const { groups, keep } of rounds.slice(0, -1)) {
      const sorted = groups.map((group) => group.map((place) => left[place] as number).sort((a, b) => b - a));
      const places = new Map(left.map((value, place) => [value, place]));
      left = sorted
        .flatMap((group) => group.slice(0, keep).map((value, place) => ({ value, place })))
        .sort((a, b) => a.place - b.place || (places.get(a.value) as number) - (places.get(b.value) as number))
        .map(({ value }) => value);
    }
    return left.sort((a, b) => b - a);
  }

  test("tournament: the best survives all stages, and nobody stands above who went out before", async () => {
    const texts = markedTexts(100, 7);
    const { results } = await rank({ strategy: "tournament" }, texts);
    expect(valuesOf(results).slice(0, 2).sort()).toEqual([100, 99].sort());
    expect(valuesOf(results).slice(0, 5).sort()).toEqual(best(texts, 5).sort());
    const ten = await rank({ strategy: "tournament", passes: 3 }, texts);
    expect(ten.model.questions).toHaveLength(39);
    expect(ten.listwise?.rounds).toBe(5);
  });
});

describe("options of a ranking", () => {
  test("consistency 3 sends three different orders, the first as it stood", async () => {
    const texts = markedTexts(20, 2);
    const { model, listwise, results } = await rank({ strategy: "single", consistency: 3 }, texts);
    expect(new Set(model.questions.map(({ texts }) => texts.join()))).toHaveProperty("size", 3);
    expect(model.questions[0]?.texts).toEqual(texts);
    expect(listwise).toMatchObject({ calls: 3, rounds: 1 });
    expect(listwise?.seen.every(({ windows }) => windows === 3)).toBe(true);
    expect(valuesOf(results).slice(0, 3)).toEqual([20, 19, 18]);
  });

  test("repeats that contradict each other leave the order that was there", async () => {
    const texts = markedTexts(4, 2);
    // Always prefers what is shown last, then what is shown first.
    const model = oracleModel({
      answer: ({ texts: shown, labels, number }) => {
        const byPosition = [...shown].sort();
        const order = number === 0 ? byPosition.reverse() : byPosition;
        return order.map((text) => `[${labels[shown.indexOf(text)]}]`).join(" > ");
      },
    });
    const { results } = await createListwiseReranker({ model, consistency: 2, seed: 1 }).rerank("query", texts);
    expect(results.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
  });

  test("priorWeight pulls towards the first stage, 1 all the way", async () => {
    const texts = markedTexts(20, 2);
    const { results } = await rank({ strategy: "single", priorWeight: 1 }, texts);
    expect(results.map(({ index }) => index)).toEqual(texts.map((_, i) => i));
    const half = await rank({ strategy: "slidingWindow", priorWeight: 0.9 }, texts);
    expect(valuesOf(half.results)).not.toEqual(valuesOf((await rank({ strategy: "slidingWindow" }, texts)).results));
  });

  test("passes go over the list again", async () => {
    const { model, listwise } = await rank({ strategy: "slidingWindow", passes: 2 }, markedTexts(100));
    expect(model.questions).toHaveLength(18);
    expect(listwise?.rounds).toBe(18);
  });

  test("auto takes one window, two windows, groups, or the scorer", async () => {
    const chosen = async (count: number, options: Options = {}) =>
      (await rank({ strategy: "auto", ...options }, markedTexts(count))).listwise?.strategy;
    expect(await chosen(20)).toBe("single");
    expect(await chosen(30)).toBe("slidingWindow");
    expect(await chosen(50)).toBe("select");
    expect(await chosen(100)).toBe("select");
    expect(await chosen(100, { scorer: scorer() })).toBe("refine");
  });

  test("topN of the call goes before topK", async () => {
    const { model } = await rank({ strategy: "single", topK: 7 }, markedTexts(20), 3);
    expect(model.questions[0]?.ask).toBe(3);
    const { model: without } = await rank({ strategy: "single", topK: 7 }, markedTexts(20));
    expect(without.questions[0]?.ask).toBe(7);
  });

  test("the same seed asks the same, another seed or none something else", async () => {
    const texts = markedTexts(100, 3);
    const asked = async (options: Options) => {
      const { model } = await rank({ strategy: "select", consistency: 3, labels: "random", ...options }, texts);
      return JSON.stringify(model.questions.map(({ request }) => request));
    };
    const first = await asked({ seed: 11 });
    expect(await asked({ seed: 11 })).toBe(first);
    expect(await asked({ seed: 12 })).not.toBe(first);
    expect(await asked({ seed: undefined })).not.toBe(first);
  });

  test("the same seed brings the same whoever answers first", async () => {
    const texts = markedTexts(100, 3);
    const run = async (delays: (number: number) => number) => {
      const model = oracleModel({
        answer: async ({ number }) => {
          await new Promise((resolve) => setTimeout(resolve, delays(number)));
          return number < 3 ? "no idea" : undefined;
        },
      });
      await createListwiseReranker({ model, seed: 5, strategy: "select", labels: "random" }).rerank("query", texts);
      return model.questions.map(({ request }) => JSON.stringify(request)).sort();
    };
    expect(await run((number) => number)).toEqual(await run((number) => 9 - number));
  });
});

describe("tokens of the plan", () => {
  const long = "of the long kind, about compilers and how they are installed on machines of all sorts. ".repeat(6);

  test.each(["single", "slidingWindow", "select", "tournament", "refine"] as const)(
    "%s: within a twentieth of what is used",
    async (strategy) => {
      const { model, plan } = await rank({ strategy, ...scorerFor(strategy) }, markedTexts(100, 4, long));
      expect(Math.abs(plan.inputTokens / model.used.input - 1)).toBeLessThan(0.05);
      expect(plan.outputTokens / model.used.output).toBeGreaterThan(0.8);
    },
  );

  test("also where passages are cut", async () => {
    const { model, plan } = await rank({ strategy: "select", passageTokens: 60 }, markedTexts(100, 4, long));
    expect(Math.abs(plan.inputTokens / model.used.input - 1)).toBeLessThan(0.05);
  });

  test("what single sees is priced, not the tail", async () => {
    const texts = [...markedTexts(20, 1), ...markedTexts(80, 1, long)];
    const { model, plan } = await rank({ strategy: "single" }, texts);
    expect(plan.depth).toBe(20);
    expect(Math.abs(plan.inputTokens / model.used.input - 1)).toBeLessThan(0.05);
  });
});
