import { diversify, type Ranking, rerankerFromScorer } from "secondpass";
import { expect, test } from "vitest";

/** Scores a text by the number that it begins with. */
const numbers = rerankerFromScorer({
  id: "numbers",
  scoreScale: "logit",
  supports: { pointwise: true, abort: false, instructions: false },
  score: async (_, texts) => ({ scores: texts.map((text) => Number.parseFloat(text)) }),
  dispose: async () => {},
});
const documents = ["0 bread", "9 install rust with rustup", "8 install rust with rustup now", "7 oxide of iron"];
// Index 1 and 2 say the same; 3 and 0 something else.
const vectors = [
  [0, 1, 0],
  [1, 0, 0],
  [2, 0, 0],
  [0, 0, 3],
];
const indexesOf = ({ results }: Ranking) => results.map(({ index }) => index);

test("of a ranking by hand: relevance is the score from 0, the last, to 1, the best", async () => {
  const ranking = await numbers.rerank("q", documents);
  expect(indexesOf(ranking)).toEqual([1, 2, 3, 0]);
  // lambda 0.5: after 1, document 2 is 8/9 relevant and all alike, 3 is 7/9 relevant and new, 0 is neither relevant nor alike.
  expect(indexesOf(diversify(ranking, { lambda: 0.5, vectors }))).toEqual([1, 3, 0, 2]);
  // lambda 0.7: 2 has 0.7 x 8/9 - 0.3 = 0.32, 3 has 0.7 x 7/9 = 0.54; then 2 before 0.
  expect(indexesOf(diversify(ranking, { vectors }))).toEqual([1, 3, 2, 0]);
  expect(indexesOf(diversify(ranking, { lambda: 1, vectors }))).toEqual([1, 2, 3, 0]);
});

test("ranks follow, scores stay, and who is left out is dropped for topN", async () => {
  const ranking = await numbers.rerank("q", documents, { minScore: 1 });
  const { results, dropped, receipt } = diversify(ranking, { vectors, lambda: 0.5, topN: 2 });
  expect(results).toEqual([ranking.results[0], { ...ranking.results[2], rank: 2 }]);
  expect(dropped).toEqual([
    { index: 0, reason: "minScore" },
    { index: 2, reason: "topN" },
  ]);
  expect(receipt).toBe(ranking.receipt);
  expect(ranking.results.map(({ rank }) => rank)).toEqual([1, 2, 3]);
});

test("a probability counts before the score, where every result has one", async () => {
  const ranking = await numbers.rerank("q", documents);
  const probabilities = [0.9, 0.9, 0.1, 0.1];
  const results = ranking.results.map((result, i) => ({ ...result, probability: probabilities[i] as number }));
  // 2: 0.63 - 0.3; 3: 0.07. By scores 3 would come second.
  expect(indexesOf(diversify({ ...ranking, results }, { vectors }))).toEqual([1, 2, 3, 0]);
  const partly = results.map(({ probability, ...result }, i) => (i === 0 ? result : { ...result, probability }));
  expect(indexesOf(diversify({ ...ranking, results: partly }, { vectors }))).toEqual([1, 3, 2, 0]);
});

test("without scores for all, places are what is known of relevance", async () => {
  // Only the first two are scored: 1 and 0 on their places, then 8 and 7 as they came.
  const ranking = await numbers.rerank("q", documents, { depth: 2 });
  // Places: 1, 2/3, 1/3, 0. After index 1: 0 has 0.47, 2 has 0.7/3 - 0.3, 3 has 0.
  expect(indexesOf(diversify(ranking, { vectors }))).toEqual([1, 0, 3, 2]);
});

test("of a list: scores that came with it count, distances do not, and places do", () => {
  const scored = (...scores: number[]) => scores.map((score, i) => ({ text: String(i), score }));
  const alike = ({ text: a }: { text: string }, { text: b }: { text: string }) => (Number(a) + Number(b) === 1 ? 1 : 0);
  const orderOf = (...scores: number[]) => diversify(scored(...scores), { similarity: alike }).documents.map(({ text }) => text);
  // 1 repeats 0. By scores 2 is as good as nothing: 1 has 0.7 x 0.9 - 0.3 = 0.33. By places it has 0.05, and 2 has 0.
  expect(orderOf(10, 9, 0)).toEqual(["0", "1", "2"]);
  expect(orderOf(10, 1, 0.5)).toEqual(["0", "2", "1"]);
  expect(orderOf(0.1, 0.2, 0.9)).toEqual(["0", "1", "2"]);
});

test("words are compared where nothing else is said", () => {
  const found = ["install rust with rustup", "rust: install with rustup!", "cargo builds rust", "install rust from source"];
  const { documents: chosen, dropped } = diversify(found, { lambda: 0.5, topN: 3 });
  expect(chosen[0]).toBe(found[0]);
  expect(chosen).not.toContain(found[1]);
  expect(dropped).toEqual([{ index: 1, reason: "topN" }]);
});

test("nothing in, nothing out", () => {
  expect(diversify([])).toEqual({ documents: [], dropped: [] });
});

test.each([
  ["lambda above 1", { lambda: 1.5 }, "lambda must be a number from 0 to 1"],
  ["topN 0", { topN: 0 }, "topN must be a whole number"],
  ["a vector missing", { vectors: [[1]] }, "vectors[1]"],
  ["vectors of several lengths", { vectors: [[1], [1, 2]] }, "vectors[1] must have 1 numbers"],
  ["a vector of nothing", { vectors: [[1], [0]] }, "vectors[1] has the length 0"],
  ["a vector with NaN", { vectors: [[1], [Number.NaN]] }, "vectors[1] has the length NaN"],
  ["two measures", { vectors: [[1], [1]], similarity: () => 1 }, "keep one of them"],
])("%s is refused", (_, options, message) => {
  expect(() => diversify(["a", "b"], options)).toThrow(
    expect.objectContaining({ code: "invalid_options", message: expect.stringContaining(message) }),
  );
});
