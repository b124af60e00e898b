import { blendFirstStage, cascade, createLexicalReranker, createReranker, rerankerFromOrderer, whenUncertain } from "secondpass";
import { describe, expect, test } from "vitest";
import { counting } from "../stage-kit.ts";

/** Scores a text by its last number, where `counting` takes the first. */
const byLast = {
  score: async (_: string, texts: readonly string[]) => ({ scores: texts.map((text) => Number(text.split(" ").at(-1))) }),
};
// The first number is the fast reranker's score, the second the good one's.
const texts = ["1 9", "5 1", "4 3", "3 2", "2 8"];
const orderOf = ({ results }: { results: { index: number }[] }) => results.map(({ index }) => index);

function fastAndGood(depth = 3) {
  const fast = counting("fast");
  const good = counting("good", { ...byLast, scoreScale: "unit" });
  return { fast, good, reranker: cascade([{ reranker: fast.reranker }, { reranker: good.reranker, depth }]) };
}

test("each stage reranks the head of the order before it; the rest keep their order below", async () => {
  const { fast, good, reranker } = fastAndGood();
  const ranking = await reranker.rerank("q", texts);
  expect(fast.asked).toEqual([texts]);
  expect(good.asked).toEqual([["5 1", "4 3", "3 2"]]);
  // The fast one's order is 1 2 3 4 0; the good one has seen the first three of it.
  expect(orderOf(ranking)).toEqual([2, 3, 1, 4, 0]);
});

test("only the last stage's scores are scores; what every stage said is beside them", async () => {
  const { results } = await fastAndGood().reranker.rerank("q", texts);
  expect(results.map(({ score }) => score)).toEqual([3, 2, 1, undefined, undefined]);
  expect(results[0]).toMatchObject({
    firstStage: { rank: 3 },
    stages: [
      { reranker: "fast", rank: 2, score: 4 },
      { reranker: "good", rank: 1, score: 3 },
    ],
  });
  expect(results[4]?.stages).toEqual([{ reranker: "fast", rank: 5, score: 1 }]);
});

test("it presents itself: the last one's scale, what all of them can do, a name and a fingerprint of all", () => {
  const { fast, good, reranker } = fastAndGood();
  expect(reranker).toMatchObject({ id: "cascade(fast, good)", scoreScale: "unit" });
  expect(reranker.supports).toEqual({ pointwise: false, abort: true, instructions: false });
  const fingerprints = [3, 4].map(
    (depth) => cascade([{ reranker: fast.reranker }, { reranker: good.reranker, depth }]).fingerprint,
  );
  expect(fingerprints[0]).toBe(reranker.fingerprint);
  expect(fingerprints[1]).not.toBe(reranker.fingerprint);
  const nameless = counting("nameless", { fingerprint: undefined as never }).reranker;
  expect(cascade([{ reranker: fast.reranker }, { reranker: nameless }]).fingerprint).toBeUndefined();
  const window = (maxTokens: number, instructions: boolean) =>
    counting("w", { supports: { pointwise: true, abort: true, instructions, maxTokens, maxDocuments: 9 } }).reranker;
  expect(cascade([{ reranker: window(512, false) }, { reranker: window(128, true) }]).supports).toEqual({
    pointwise: false,
    abort: true,
    instructions: true,
    maxTokens: 512,
  });
});

describe("what cuts the list short", () => {
  test("topN is applied at the end, and only the last stage hears of it", async () => {
    const seen: (number | undefined)[] = [];
    const spy = (id: string) => {
      const { reranker } = counting(id);
      const rerank: typeof reranker.rerank = (query, documents, options) => {
        seen.push(options?.topN);
        return reranker.rerank(query, documents, options);
      };
      return { ...reranker, rerank };
    };
    const reranker = cascade([{ reranker: spy("a") }, { reranker: spy("b"), depth: 3 }]);
    const { results, dropped, receipt } = await reranker.rerank("q", texts, { topN: 2 });
    expect(seen).toEqual([undefined, 2]);
    expect(orderOf({ results })).toEqual([1, 2]);
    expect(dropped.toSorted((a, b) => a.index - b.index)).toEqual([0, 3, 4].map((index) => ({ index, reason: "topN" })));
    expect(receipt.warnings).toEqual([]);
  });

  test("a last stage that reads fewer than topN is a warning", async () => {
    const { results, receipt } = await fastAndGood().reranker.rerank("q", texts, { topN: 4 });
    expect(orderOf({ results })).toEqual([2, 3, 1, 4]);
    expect(receipt.warnings.map(({ code }) => code)).toEqual(["depth_below_top_n"]);
  });

  test("minScore is on the last one's scale, and what that one has not read does not reach it", async () => {
    const { results, dropped, receipt } = await fastAndGood().reranker.rerank("q", texts, { minScore: 2 });
    expect(orderOf({ results })).toEqual([2, 3]);
    expect(dropped.toSorted((a, b) => a.index - b.index)).toEqual([0, 1, 4].map((index) => ({ index, reason: "minScore" })));
    expect(receipt.warnings).toEqual([]);
  });

  test("minScore that nothing reaches drops all; a last stage without scores drops none, and says so", async () => {
    const none = await fastAndGood().reranker.rerank("q", texts, { minScore: 100 });
    expect(none.results).toEqual([]);
    expect(none.dropped).toHaveLength(5);
    const backwards = rerankerFromOrderer({
      id: "backwards",
      supports: { pointwise: false, abort: false, instructions: false },
      order: async (_, texts) => ({ order: texts.map((_, i) => texts.length - 1 - i) }),
      dispose: async () => {},
    });
    const ordered = await cascade([{ reranker: counting("fast").reranker }, { reranker: backwards, depth: 2 }]).rerank(
      "q",
      texts,
      {
        minScore: 100,
      },
    );
    expect(orderOf(ordered)).toEqual([2, 1, 3, 4, 0]);
    expect(ordered.results.every(({ score }) => score === undefined)).toBe(true);
    expect(ordered.receipt.warnings.map(({ code }) => code)).toEqual(["min_score_ignored"]);
    expect(ordered.results[0]?.stages).toEqual([
      { reranker: "fast", rank: 2, score: 4 },
      { reranker: "backwards", rank: 1 },
    ]);
  });

  test("the call's own depth keeps documents from all stages", async () => {
    const { fast, good, reranker } = fastAndGood();
    const { results, receipt } = await reranker.rerank("q", texts, { depth: 2 });
    expect([fast.asked, good.asked]).toEqual([[texts.slice(0, 2)], [["5 1", "1 9"]]]);
    expect(orderOf({ results })).toEqual([0, 1, 2, 3, 4]);
    expect(receipt.stages?.map(({ documents }) => documents)).toEqual([2, 2]);
  });

  test("what a stage drops for a reason of its own is dropped, and no later stage reads it", async () => {
    const { reranker: picky } = counting("picky");
    const rerank: typeof picky.rerank = (query, documents, options) =>
      picky.rerank(query, documents, { ...options, minScore: 3 });
    const good = counting("good", byLast);
    const chain = cascade([{ reranker: { ...picky, rerank } }, { reranker: good.reranker }]);
    const { results, dropped } = await chain.rerank("q", texts);
    expect(good.asked).toEqual([["5 1", "4 3", "3 2"]]);
    expect(orderOf({ results })).toEqual([2, 3, 1]);
    expect(dropped.toSorted((a, b) => a.index - b.index)).toEqual([0, 4].map((index) => ({ index, reason: "minScore" })));
  });
});

describe("to a stage, the first stage is what came before it", () => {
  const documents = texts.map((text, i) => Object.freeze({ text, id: `d${i}`, metadata: Object.freeze({ i }), score: 10 - i }));

  test("its documents have the scores of the order that they stand in, and the caller's are as they were", async () => {
    const seen: unknown[] = [];
    const { reranker: good } = counting("good");
    const rerank: typeof good.rerank = (query, documents, options) => {
      seen.push(documents);
      return good.rerank(query, documents, options);
    };
    const chain = cascade([{ reranker: counting("fast").reranker }, { reranker: { ...good, rerank }, depth: 2 }]);
    const { results } = await chain.rerank("q", documents);
    expect(seen).toEqual([
      [
        { text: "5 1", id: "d1", metadata: { i: 1 }, score: 5 },
        { text: "4 3", id: "d2", metadata: { i: 2 }, score: 4 },
      ],
    ]);
    for (const { document, index, firstStage } of results) {
      expect(document).toBe(documents[index]);
      expect(firstStage).toEqual({ rank: index + 1, score: 10 - index });
    }
  });

  test("a stage is skipped where the one before it is sure, and the receipt says so", async () => {
    const sure = ["90 1", "10 2", "9 3", "8 4", "7 5"];
    const good = counting("good", byLast);
    const chain = cascade([
      { reranker: counting("fast").reranker },
      { reranker: whenUncertain(good.reranker, { margin: 0.9, normalise: "range" }), depth: 4 },
    ]);
    const skipped = await chain.rerank("q", sure);
    expect(good.asked).toEqual([]);
    expect(skipped.receipt).toMatchObject({
      reranked: true,
      servedBy: "fast",
      attempts: [
        { reranker: "fast", outcome: "ok" },
        { reranker: "good", outcome: "skipped" },
      ],
      margin: { skipped: true },
      stages: [{ reranked: true }, { reranked: false, reason: expect.stringContaining("the first stage is sure") }],
    });
    expect(skipped.receipt.reason).toBeUndefined();
    const asked = await chain.rerank("q", texts);
    expect(asked.receipt).toMatchObject({ servedBy: "cascade(fast, good)", margin: { skipped: false } });
  });

  test("where not all of the head have a score on one scale, none has", async () => {
    const blended = blendFirstStage(counting("good").reranker, { weight: 0.5 });
    const backwards = rerankerFromOrderer({
      id: "backwards",
      supports: { pointwise: false, abort: false, instructions: false },
      order: async (_, texts) => ({ order: texts.map((_, i) => texts.length - 1 - i) }),
      dispose: async () => {},
    });
    const { receipt } = await cascade([{ reranker: backwards }, { reranker: blended }]).rerank("q", documents);
    // BM25 stands in: the order before it has no scores, and those of the documents belong to another.
    expect(receipt.blend).toEqual({ weight: 0.5, with: "bm25" });
    const own = await cascade([{ reranker: await createReranker("identity") }, { reranker: blended }]).rerank("q", documents);
    expect(own.receipt.blend).toEqual({ weight: 0.5, with: "firstStage" });
  });
});

test("documents without text, equal texts and surrogates: as with one reranker", async () => {
  const odd = ["", "2 a", "7 b", "2 a", "\ud800 3", " "];
  const reranker = cascade([{ reranker: counting("a").reranker }, { reranker: counting("b").reranker, depth: 2 }]);
  const { results, receipt } = await reranker.rerank("q", odd);
  expect(orderOf({ results })).toEqual([2, 4, 1, 3, 0, 5]);
  expect(receipt.warnings).toEqual([
    { code: "empty_documents", message: "documents without text were put last: 0, 5" },
    { code: "ill_formed_text", message: "lone surrogates were read as U+FFFD in documents 4" },
  ]);
});

test.each([
  [[], {}, /at least one stage/],
  [[{ reranker: createLexicalReranker(), depth: 0 }], {}, /depth of stage 1/],
  [[{ reranker: createLexicalReranker() }, { reranker: createLexicalReranker(), depth: 1.5 }], {}, /depth of stage 2/],
  [[{ reranker: createLexicalReranker() }], { share: 1 }, /share/],
  [[{ reranker: createLexicalReranker() }], { onStageError: "ignore" as never }, /onStageError/],
])("what cannot be meant is refused: %#", (stages, options, message) => {
  expect(() => cascade(stages, options)).toThrow(
    expect.objectContaining({ code: "invalid_config", message: expect.stringMatching(message) }),
  );
});
