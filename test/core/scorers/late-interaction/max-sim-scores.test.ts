import type { Ranking } from "secondpass";
import { createLateInteraction, type LateInteractionOptions } from "secondpass/late-interaction";
import { expect, test } from "vitest";
import { tokenId } from "../../../data/model-folder.ts";
import { makeTokenModel, type TokenGraphOptions } from "../../../data/token-model.ts";
import { type PlainLayout, plainColbert } from "./plain-colbert.ts";

const queries = [
  "rust",
  "how do I install rust?",
  "what is the capital of france, and how long does it take to get there ".repeat(4),
];
const documents = [
  "Install Rust with rustup: curl https://sh.rustup.rs",
  "rust",
  "!!!",
  "Iron oxide, commonly called rust, forms when iron and oxygen react. ".repeat(9),
  "Paris is the capital and largest city of France.",
  "北京的天气怎么样 [MASK] déjà vu",
  "A page, with commas, and dots. ".repeat(40),
];

// Float32 in the graph, float64 in the reference: up to 32 products of vectors of length 1.
const tolerance = 1e-4;

async function compare(
  said: Omit<LateInteractionOptions, "directory">,
  plain: PlainLayout,
  { graph = {}, own = {} }: { graph?: TokenGraphOptions; own?: object } = {},
) {
  const directory = await makeTokenModel(graph, { "model.json": own });
  const reference = await plainColbert(directory, plain, graph);
  const { reranker } = await createLateInteraction({ directory, ...said });
  const rankings: Ranking[] = [];
  for (const query of queries) {
    const ranking = await reranker.rerank(query, documents);
    for (const { index, score } of ranking.results) {
      const expected = reference.score(query, documents[index] as string);
      expect(Math.abs((score as number) - expected), `${query.slice(0, 30)} + ${documents[index]?.slice(0, 30)}`).toBeLessThan(
        tolerance,
      );
    }
    rankings.push(ranking);
  }
  await reranker.dispose();
  return rankings;
}

const punctuation = async () =>
  Promise.all([..."!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"].map((word) => tokenId(word).catch(() => -1)));

// One at a time, a few together, everything in one padded batch.
for (const maxPaddedTokens of [1, 100, 100_000]) {
  test(`as in plain arrays, ${maxPaddedTokens} tokens to a batch`, async () => {
    await compare({}, { skipped: await punctuation() }, { own: { maxPaddedTokens } });
  });
}

const settings: [name: string, said: Omit<LateInteractionOptions, "directory">, plain: PlainLayout][] = [
  ["mask tokens that the query looks at", { attendToExpansion: true }, { attendToExpansion: true }],
  ["queries that are not filled up", { expandQueries: false, attendToExpansion: true }, { expandQueries: false }],
  ["other lengths", { queryLength: 8, documentLength: 24 }, { queryLength: 8, documentLength: 24 }],
  ["queries longer than documents", { queryLength: 64, documentLength: 16 }, { queryLength: 64, documentLength: 16 }],
  ["no markers", { queryMarker: "", documentMarker: "" }, { marked: false }],
];

for (const [name, said, plain] of settings) {
  test(`${name}: as in plain arrays`, async () => {
    await compare(said, { ...plain, skipped: await punctuation() });
  });
}

test("words of one's own are skipped, or none", async () => {
  await compare({ skipWords: ["rust", "of", "not-one-token"] }, { skipped: await Promise.all(["rust", "of"].map(tokenId)) });
  await compare({ skipWords: [] }, {});
});

test("a graph without a mask: one text at a time, queries that are filled up look at all of it", async () => {
  await compare({}, { attendToExpansion: true, skipped: await punctuation() }, { graph: { mask: false } });
});

test("however many workers there are, scores are the same", async () => {
  const directory = await makeTokenModel();
  const scores = [];
  for (const workers of [1, 3]) {
    const { reranker } = await createLateInteraction({ directory, workers });
    const many = Array.from({ length: 150 }, (_, i) => `${documents[i % documents.length]} page ${i}`);
    const { results } = await reranker.rerank("install rust", many);
    scores.push(results.toSorted((a, b) => a.index - b.index).map(({ score }) => score as number));
    await reranker.dispose();
  }
  // Sums over a batch's width depend on it in their last bits.
  for (const [i, score] of (scores[0] as number[]).entries()) expect(scores[1]?.[i]).toBeCloseTo(score, 4);
});

test("what was cut is in the receipt: documents by token, a query by a warning", async () => {
  const [short, , long] = await compare({ documentLength: 24, skipWords: [] }, { documentLength: 24 });
  expect(short?.receipt.warnings).toEqual([]);
  expect(short?.receipt.truncated.map(({ index, keptTokens }) => ({ index, keptTokens }))).toEqual(
    [3, 6].map((index) => ({ index, keptTokens: 21 })),
  );
  expect(short?.receipt.truncated.every(({ keptTokens, totalTokens }) => totalTokens > keptTokens)).toBe(true);
  expect(long?.receipt.warnings).toEqual([
    { code: "query_truncated", message: "the query is longer than the model reads and was cut" },
  ]);
});

test("the receipt counts what the model read: the query once for each worker that had not seen it", async () => {
  const { reranker } = await createLateInteraction({ directory: await makeTokenModel(), workers: 1 });
  const calls = [];
  for (let call = 0; call < 2; call++) calls.push((await reranker.rerank("rust", ["install rust", "rust"])).receipt);
  // 32 of the query; [CLS] marker install rust [SEP] and [CLS] marker rust [SEP].
  expect(calls.map(({ usage }) => usage)).toEqual([
    { inputTokens: 32 + 5 + 4, calls: 1 },
    { inputTokens: 5 + 4, calls: 1 },
  ]);
  expect(calls[0]?.vectors).toEqual({ stored: 0, computed: 2 });
  await reranker.dispose();
});

test("what it is: scores are similarities, scored one by one, within the length of a document", async () => {
  const { reranker, dimensions } = await createLateInteraction({ directory: await makeTokenModel(), documentLength: 100 });
  expect(reranker).toMatchObject({
    id: expect.stringMatching(/^lateInteraction:secondpass-/),
    scoreScale: "similarity",
    supports: { pointwise: true, abort: true, instructions: false, maxTokens: 100 },
  });
  expect(dimensions).toBe(8);
  await reranker.dispose();
});

test("the fingerprint: of the files' content and the settings that scores depend on", async () => {
  const directory = await makeTokenModel();
  const fingerprintOf = async (said: object = {}, model = directory) => {
    const { reranker, fingerprint } = await createLateInteraction({ directory: model, ...said });
    await reranker.dispose();
    expect(reranker.fingerprint).toBe(fingerprint);
    return fingerprint;
  };
  const first = await fingerprintOf();
  expect(first).toMatch(/^[\w-]{43}$/);
  expect(await fingerprintOf({}, await makeTokenModel())).toBe(first);
  expect(await fingerprintOf({ workers: 1 })).toBe(first);
  expect(await fingerprintOf({ queryLength: 16 })).not.toBe(first);
  expect(await fingerprintOf({ documentMarker: "" })).not.toBe(first);
  expect(await fingerprintOf({}, await makeTokenModel({ seed: 2 }))).not.toBe(first);
});
