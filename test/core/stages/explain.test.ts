import { dedupe, explain, explainText, fuse, type Ranking, rerankerFromScorer } from "secondpass";
import { expect, test } from "vitest";

/** Scores a text by the number that it begins with. */
const numbers = rerankerFromScorer({
  id: "numbers",
  scoreScale: "logit",
  supports: { pointwise: true, abort: false, instructions: false },
  score: async (_, texts) => ({
    scores: texts.map((text) => Number.parseFloat(text)),
    truncated: [{ index: 0, keptTokens: 2, totalTokens: 5 }],
  }),
  dispose: async () => {},
});

const { documents } = fuse([
  {
    name: "bm25",
    documents: [
      { id: "a", text: "1 bread" },
      { id: "b", text: "3 rust" },
    ],
  },
  {
    name: "dense",
    documents: [
      { id: "c", text: "2 iron" },
      { id: "b", text: "3 rust" },
      { id: "d", text: "3 Rust" },
    ],
  },
]);
// b: 2/62; a and c: 1/61 each; d: 1/63.
const rank = () => numbers.rerank("q", documents, { minScore: 2 });

test("per document: places, scores, who found it, what was read, why it was dropped", async () => {
  const explanation = explain(dedupe(await rank()), { documents });
  expect(explanation).toMatchObject({ reranked: true, servedBy: "numbers" });
  expect(explanation.documents).toEqual([
    {
      index: 0,
      id: "b",
      text: "3 rust",
      rank: 1,
      firstStage: { rank: 1, score: 2 / 62 },
      move: 0,
      score: 3,
      sources: [
        { list: "bm25", rank: 2 },
        { list: "dense", rank: 2 },
      ],
      truncated: { keptTokens: 2, totalTokens: 5 },
    },
    {
      index: 2,
      id: "c",
      text: "2 iron",
      rank: 2,
      firstStage: { rank: 3, score: 1 / 61 },
      move: 1,
      score: 2,
      sources: [{ list: "dense", rank: 1 }],
    },
    {
      index: 1,
      id: "a",
      text: "1 bread",
      firstStage: { rank: 2, score: 1 / 61 },
      sources: [{ list: "bm25", rank: 1 }],
      dropped: "minScore",
    },
    {
      index: 3,
      id: "d",
      text: "3 Rust",
      firstStage: { rank: 4, score: 1 / 63 },
      sources: [{ list: "dense", rank: 3 }],
      dropped: "duplicate",
      duplicateOf: 0,
    },
  ]);
  expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation);
});

test("as text", async () => {
  expect(explainText(dedupe(await rank()), { documents })).toBe(
    [
      "reranked by numbers",
      "1. b: score 3.000; was 1 with 0.03226; found by bm25 at 2, dense at 2; 2 of 5 tokens read; “3 rust”",
      "2. c: score 2.000; was 3 with 0.01639, up 1; found by dense at 1; “2 iron”",
      "-  a: dropped for minScore; was 2 with 0.01639; found by bm25 at 1; “1 bread”",
      "-  d: dropped as a duplicate of document 0; was 4 with 0.01587; found by dense at 3; “3 Rust”",
    ].join("\n"),
  );
});

test("without the documents what was dropped is known by its index", async () => {
  const ranking = await rank();
  expect(explain(ranking).documents.at(-1)).toEqual({ index: 1, firstStage: { rank: 2 }, dropped: "minScore" });
  expect(explainText(ranking)).toContain("-  document 1: dropped for minScore; was 2");
});

test("sources may be given by index, and what only looks like them is none", async () => {
  const plain = [{ text: "2", sources: "the web" }, { text: "1", sources: ["a book"] }, "0"];
  const ranking = await numbers.rerank("q", plain);
  expect(explain(ranking).documents.map(({ sources }) => sources)).toEqual([undefined, undefined, undefined]);
  const sources = [undefined, [{ list: "bm25", rank: 4 }]];
  expect(explain(ranking, { sources }).documents.map((document) => document.sources?.[0]?.rank)).toEqual([
    undefined,
    4,
    undefined,
  ]);
});

test("probability, blend and best passage are shown where there are some", async () => {
  const ranking: Ranking = await numbers.rerank("q", ["1", "5"]);
  const [first, second] = ranking.results;
  Object.assign(first ?? {}, {
    probability: 0.75,
    blended: { model: 6, firstStage: 12.34567 },
    bestPassage: { text: "the passage", start: 120, end: 131, score: 5 },
  });
  delete second?.score;
  expect(explain(ranking).documents[0]).toMatchObject({ probability: 0.75, bestPassage: { start: 120 }, blended: { model: 6 } });
  const [, one, two] = explainText(ranking).split("\n");
  expect(one).toBe(
    "1. document 1: score 5.000 (model 6.000, first stage 12.35); probability 0.750; was 2, up 1; best passage at 120: “the passage”; “5”",
  );
  expect(two).toBe("2. document 0: no score; was 1, down 1; 2 of 5 tokens read; “1”");
});

test("why nothing was reranked, and warnings", async () => {
  const ranking = await numbers.rerank("q", ["", " "]);
  const text = explainText(explain(ranking));
  expect(text.split("\n")[0]).toBe(`not reranked: ${ranking.receipt.reason} (numbers)`);
  expect(text).toContain("empty_documents: documents without text were put last: 0, 1");
});

test("a long text is cut between letters, whatever they are", async () => {
  const [document] = explain(await numbers.rerank("q", [`1 ${"👩‍🚀\n".repeat(500)}`])).documents;
  expect(document?.text).toMatch(/^1 .*…$/u);
  expect(document?.text?.isWellFormed()).toBe(true);
  expect([...(document?.text ?? "")]).toHaveLength(80);
});
