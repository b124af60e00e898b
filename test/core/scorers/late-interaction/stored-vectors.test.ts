import { setTimeout as sleep } from "node:timers/promises";
import type { DocumentInput } from "secondpass";
import { createReranker } from "secondpass";
import { createLateInteraction, type TokenVectors, type VectorStore } from "secondpass/late-interaction";
import { quantiseVectors } from "secondpass/rank";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { makeTokenModel } from "../../../data/token-model.ts";

const query = "how do I install rust";
const documents = [
  { id: "paris", text: "The weather in Paris is mild in spring." },
  { id: "rustup", title: "Rust", text: "Install it with rustup." },
  { id: "iron", text: "Iron oxide, commonly called rust, forms when iron and oxygen react." },
  { id: "empty", text: " " },
];

/** A reranker with a store, and what the store was asked. */
async function withStore(store: VectorStore) {
  const asked: { documents: readonly DocumentInput[]; signal: AbortSignal }[] = [];
  const vectors: VectorStore = (documents, context) => {
    asked.push({ documents, ...context });
    return store(documents, context);
  };
  const late = await createLateInteraction({ directory: await makeTokenModel(), vectors });
  onTestFinished(() => late.reranker.dispose());
  return { ...late, asked };
}

const idOf = (document: DocumentInput) => (document as { id: string }).id;
const scoresOf = ({ results }: { results: { document: DocumentInput; score?: number }[] }) =>
  results.flatMap(({ document, score }) => (score === undefined ? [] : [[idOf(document), score] as [string, number]]));

/** Vectors of the documents by id, and the scores that they are to give. */
async function computeAll() {
  const { reranker, encodeDocuments } = await createLateInteraction({ directory: await makeTokenModel() });
  const vectors = await encodeDocuments(documents);
  const known = new Map(documents.map(({ id }, i) => [id, vectors[i] as TokenVectors]));
  const computed = scoresOf(await reranker.rerank(query, documents));
  await reranker.dispose();
  return { known, computed };
}

let made: ReturnType<typeof computeAll> | undefined;
beforeEach(() => {
  made = undefined;
});
const all = () => (made ??= computeAll());

test("stored vectors give the scores that computed ones give; the model reads the query alone", async () => {
  const { known, computed } = await all();
  const { reranker, asked } = await withStore((documents) => documents.map((document) => known.get(idOf(document))));
  const { results, receipt } = await reranker.rerank(query, documents);
  expect(scoresOf({ results })).toEqual(computed);
  expect(receipt).toMatchObject({ vectors: { stored: 3, computed: 0 }, usage: { inputTokens: 32 }, truncated: [] });
  // Documents as they were passed in, only those that are scored.
  expect(asked.map(({ documents }) => documents.map(idOf))).toEqual([["paris", "rustup", "iron"]]);
  expect(asked[0]?.documents[1]).toBe(documents[1]);
});

test("what the store does not have is computed: undefined or null", async () => {
  const { known, computed } = await all();
  const { reranker } = await withStore(async ([first]) => [known.get(idOf(first as DocumentInput)), undefined, null as never]);
  const ranking = await reranker.rerank(query, documents);
  expect(scoresOf(ranking)).toEqual(computed);
  expect(ranking.receipt.vectors).toEqual({ stored: 1, computed: 2 });
});

test("equal texts are asked for once, and depth limits what is asked for", async () => {
  const { reranker, asked } = await withStore((documents) => documents.map(() => undefined));
  await reranker.rerank(query, ["rust", "iron", "rust"]);
  await reranker.rerank(query, ["rust", "iron", "oxide"], { depth: 1 });
  expect(asked.map(({ documents }) => documents)).toEqual([["rust", "iron"], ["rust"]]);
});

test("vectors of 8 bits: scores within what their scales allow", async () => {
  const { known, computed } = await all();
  const small = new Map([...known].map(([id, vectors]) => [id, quantiseVectors(vectors)]));
  const { reranker } = await withStore((documents) => documents.map((document) => small.get(idOf(document))));
  const scores = new Map(scoresOf(await reranker.rerank(query, documents)));
  for (const [id, score] of computed) {
    const error = Math.abs((scores.get(id) as number) - score);
    expect(error).toBeGreaterThan(0);
    expect(error).toBeLessThan((32 * Math.sqrt(8) * Math.max(...(small.get(id)?.scales ?? []))) / 2);
  }
});

test("views of one large buffer: what is sent is the view, and the store stays whole", async () => {
  const { known, computed } = await all();
  const values = [...known.values()].map(({ data }) => data as Float32Array);
  const memory = new Float32Array(4_000_000);
  let at = 1000;
  const views = new Map<string, TokenVectors>();
  [...known.keys()].forEach((id, i) => {
    const own = values[i] as Float32Array;
    memory.set(own, at);
    views.set(id, { dimensions: 8, data: memory.subarray(at, at + own.length) });
    at += own.length;
  });
  const { reranker } = await withStore((documents) => documents.map((document) => views.get(idOf(document))));
  for (let call = 0; call < 2; call++) expect(scoresOf(await reranker.rerank(query, documents))).toEqual(computed);
  expect(memory.length).toBe(4_000_000);
});

const bad: [name: string, vectors: unknown, words: string[]][] = [
  ["another model's", { dimensions: 16, data: new Float32Array(32) }, ["16 dimensions, not 8", "another model's"]],
  ["numbers that are none", { dimensions: 8, data: new Float32Array(8).fill(Number.NaN) }, ["the number NaN at 0"]],
  ["part of a vector", { dimensions: 8, data: new Float32Array(12) }, ["12 numbers"]],
  ["no vector at all", { dimensions: 8, data: new Float32Array(0) }, ["0 numbers"]],
  ["integers without scales", { dimensions: 8, data: new Int8Array(16) }, ["2 of integers", "scales"]],
  ["a plain array", { dimensions: 8, data: new Array(8).fill(0) }, ["neither a Float32Array nor an Int8Array"]],
];

for (const [name, vectors, words] of bad) {
  test(`${name}: a typed error that names the document, and the next call is served`, async () => {
    const { known, computed } = await all();
    let isBad = true;
    const { reranker } = await withStore((documents) =>
      documents.map((document) => (isBad && idOf(document) === "iron" ? (vectors as TokenVectors) : known.get(idOf(document)))),
    );
    const call = reranker.rerank(query, documents);
    await expect(call).rejects.toMatchObject({ code: "invalid_vectors", retryable: false });
    for (const word of [...words, 'the document with id "iron"']) await expect(call).rejects.toThrow(word);
    isBad = false;
    expect(scoresOf(await reranker.rerank(query, documents))).toEqual(computed);
  });
}

test("a document without an id is named by how it begins", async () => {
  const { reranker } = await withStore(() => [{ dimensions: 1, data: new Float32Array(1) }]);
  await expect(reranker.rerank(query, ["Iron oxide"])).rejects.toThrow(
    'the stored vectors of the document "Iron oxide" have 1 dimensions',
  );
});

test("too few entries, or none: a typed error with both numbers", async () => {
  const few = await withStore(() => [undefined]);
  await expect(few.reranker.rerank(query, documents)).rejects.toMatchObject({
    code: "invalid_vectors",
    message: expect.stringContaining("1 entries for 3 documents"),
  });
  const none = await withStore(() => undefined as never);
  await expect(none.reranker.rerank(query, documents)).rejects.toThrow("undefined for 3 documents");
});

test("a store that fails: the error says so and has its reason", async () => {
  const cause = new Error("connection lost");
  const { reranker } = await withStore(async () => Promise.reject(cause));
  await expect(reranker.rerank(query, documents)).rejects.toMatchObject({
    code: "invalid_vectors",
    message: "vectors() failed: connection lost",
    cause,
  });
});

test("an abort while the store is asked rejects at once and reaches the store", async () => {
  const controller = new AbortController();
  const reason = new Error("gone");
  const { reranker, asked } = await withStore((_, { signal }) => sleep(60_000, [], { signal }));
  const call = reranker.rerank(query, documents, { signal: controller.signal });
  await sleep(5);
  controller.abort(reason);
  await expect(call).rejects.toBe(reason);
  expect(asked[0]?.signal.aborted).toBe(true);
});

test("a deadline while the store is asked: the first stage's order, and the receipt says why", async () => {
  const { reranker } = await withStore((_, { signal }) => sleep(60_000, [], { signal }));
  const { results, receipt } = await reranker.rerank(query, documents, { deadlineMs: 20 });
  expect(results.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
  expect(receipt).toMatchObject({ reranked: false, reason: expect.stringContaining("deadline") });
});

test("with a store there is no fingerprint for a cache, as nothing is known of what it holds; the vectors' own stays", async () => {
  const { reranker, fingerprint } = await withStore(() => []);
  expect(reranker.fingerprint).toBeUndefined();
  expect(fingerprint).toMatch(/^[\w-]{43}$/);
});

test("a configuration takes a store as well, in code only", async () => {
  const { known } = await all();
  const model = await makeTokenModel();
  const vectors: VectorStore = (documents) => documents.map((document) => known.get(idOf(document)));
  await using reranker = await createReranker({ lateInteraction: { model, vectors } });
  const ranking = await reranker.rerank(query, documents);
  expect(ranking.receipt.vectors).toEqual({ stored: 3, computed: 0 });
  await expect(createReranker({ lateInteraction: { model, vectors: "redis" as never } })).rejects.toMatchObject({
    code: "invalid_config",
    message: expect.stringContaining("vectors"),
  });
});
