import { cached, type DocumentInput, type MarginPolicy, whenUncertain } from "secondpass";
import { describe, expect, test, vi } from "vitest";
import { counting } from "./stage-kit.ts";

// The number is the reranker's score; the scores are the first stage's. Margins over the range: (9 - 3) / 8 and (9 - 7) / 8.
const sure = [9, 4, 3, 2, 1].map((score, i) => ({ text: `${i} text`, score }));
const unsure = [9, 8, 7, 2, 1].map((score, i) => ({ text: `${i} text`, score }));
const range = { normalise: "range" } as const;
const orderOf = ({ results }: { results: { index: number }[] }) => results.map(({ index }) => index);

test("a first stage that is sure is the answer, and nobody is asked", async () => {
  const { reranker, asked } = counting("good");
  const onProgress = vi.fn();
  const ranking = await whenUncertain(reranker, { margin: 0.75, ...range }).rerank("q", sure, {
    topN: 2,
    minScore: 100,
    onProgress,
  });
  expect(asked).toEqual([]);
  expect(orderOf(ranking)).toEqual([0, 1]);
  expect(ranking.dropped).toEqual([2, 3, 4].map((index) => ({ index, reason: "topN" })));
  expect(ranking.receipt).toMatchObject({
    reranked: false,
    servedBy: "identity",
    reason: "the first stage is sure: its margin is 0.75, and 0.75 is enough",
    margin: { value: 0.75, threshold: 0.75, skipped: true },
    attempts: [{ reranker: "good", outcome: "skipped" }],
    usage: { calls: 0 },
    warnings: [{ code: "min_score_ignored" }],
  });
  expect(onProgress.mock.calls).toEqual([[5, 5]]);
});

test("one that is not is reranked, and the receipt has the margin all the same", async () => {
  const { reranker, asked } = counting("good");
  const ranking = await whenUncertain(reranker, { margin: 0.75, ...range }).rerank("q", unsure);
  expect(asked).toHaveLength(1);
  expect(orderOf(ranking)).toEqual([4, 3, 2, 1, 0]);
  expect(ranking.receipt).toMatchObject({
    reranked: true,
    servedBy: "good",
    margin: { value: 0.25, threshold: 0.75, skipped: false },
  });
  expect(ranking.receipt.warnings).toEqual([]);
});

describe("how high the first stage scores does not matter", () => {
  test.each([0.001, 1, 1_000_000])("times %d", async (scale) => {
    const reranker = whenUncertain(counting("good").reranker, { margin: 0.5, ...range });
    const scaled = (documents: typeof sure) => documents.map(({ text, score }) => ({ text, score: score * scale - 3 }));
    expect((await reranker.rerank("q", scaled(sure))).receipt.reranked).toBe(false);
    expect((await reranker.rerank("q", scaled(unsure))).receipt.reranked).toBe(true);
  });
});

test("ranks, unit and least number of candidates are the policy's", async () => {
  const skips = async (policy: MarginPolicy, documents = sure) =>
    (await whenUncertain(counting("good").reranker, policy).rerank("q", documents)).receipt.margin?.skipped;
  expect(await skips({ margin: 5, between: [1, 2], normalise: "none" })).toBe(true);
  expect(await skips({ margin: 5.1, between: [1, 2], normalise: "none" })).toBe(false);
  expect(await skips({ margin: 1, between: [2, 5], normalise: "none" })).toBe(true);
  expect(await skips({ margin: 0.5, minCandidates: 5, ...range })).toBe(true);
  expect(await skips({ margin: 0.5, minCandidates: 6 })).toBe(false);
  expect(await skips({ margin: 0.1 }, sure.slice(0, 2))).toBe(false);
  // Mean 3.8, squared distances 38.8 together: 6 over the root of 7.76 is 2.15.
  expect(await skips({ margin: 2.1 })).toBe(true);
  expect(await skips({ margin: 2.2 })).toBe(false);
});

test("candidates below depth and documents without text have no say", async () => {
  const reranker = whenUncertain(counting("good").reranker, { margin: 0.9, ...range });
  const documents = [{ text: " ", score: 100 }, ...unsure];
  // Over the first three candidates the third is the last: (9 - 7) / (9 - 7).
  expect((await reranker.rerank("q", documents, { depth: 3 })).receipt.margin).toMatchObject({ value: 1, skipped: true });
  expect((await reranker.rerank("q", documents)).receipt.margin).toMatchObject({ value: 0.25, skipped: false });
});

describe("where nobody can tell, every call is reranked", () => {
  test.each([
    ["no scores", ["1", "2", "3"], "margin_unknown", /^3 of 3 documents have no first-stage score/],
    ["a score is missing", [...sure.slice(0, 4), { text: "5" }], "margin_unknown", /^1 of 5 documents/],
    ["a score is no number", [...sure.slice(0, 4), { text: "5", score: Number.NaN }], "margin_unknown", /^1 of 5/],
    ["distances", sure.map(({ text }, i) => ({ text, score: i / 10 })), "first_stage_ascending", /rise down the list/],
  ])("%s", async (_, documents, code, message) => {
    const { reranker, asked } = counting("good");
    const { receipt } = await whenUncertain(reranker, { margin: 0.01 }).rerank<DocumentInput>("q", documents);
    expect(asked).toHaveLength(1);
    expect(receipt).toMatchObject({ reranked: true, margin: { threshold: 0.01, skipped: false } });
    expect(receipt.margin).not.toHaveProperty("value");
    expect(receipt.warnings).toEqual([{ code, message: expect.stringMatching(message) }]);
  });
});

test("it is not pointwise, and a cache around it keeps what was reranked only", async () => {
  const { reranker, asked } = counting("good");
  const gated = whenUncertain(reranker, { margin: 0.5, ...range });
  expect(gated).toMatchObject({ id: "good", scoreScale: "logit", supports: { pointwise: false } });
  expect(gated.fingerprint).not.toBe(whenUncertain(reranker, { margin: 0.6, ...range }).fingerprint);
  const both = cached(gated);
  for (const documents of [sure, unsure, sure, unsure]) await both.rerank("q", documents);
  expect(asked).toHaveLength(1);
  expect((await both.rerank("q", sure)).receipt.margin?.skipped).toBe(true);
});

test.each([
  [{ margin: 0 }, /margin must be a number above 0/],
  [{ margin: Number.NaN }, /margin/],
  [{ margin: "0.5" }, /margin/],
  [{}, /margin/],
  [{ margin: 1, between: [3, 1] }, /between must be two ranks/],
  [{ margin: 1, between: [0, 1] }, /between/],
  [{ margin: 1, between: [1] }, /between/],
  [{ margin: 1, normalise: "max" }, /normalise must be none, range, deviation; got "max"/],
  [{ margin: 1, minCandidates: 2 }, /minCandidates must be a whole number of at least 3/],
])("what cannot be meant is refused: %j", (policy, message) => {
  const make = () => whenUncertain(counting("good").reranker, policy as MarginPolicy);
  expect(make).toThrow(expect.objectContaining({ code: "invalid_config", message: expect.stringMatching(message) }));
});
