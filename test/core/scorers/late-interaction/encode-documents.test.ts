import { createLateInteraction } from "secondpass/late-interaction";
import { maxSim, quantiseVectors, type TokenVectors } from "secondpass/rank";
import { expect, onTestFinished, test } from "vitest";
import { makeTokenModel, tokenGraph } from "../../../data/token-model.ts";
import { plainColbert } from "./plain-colbert.ts";

const texts = ["Install Rust with rustup", "Iron oxide is called rust", "The weather in Paris is mild"];

async function open(options: object = {}) {
  const directory = await makeTokenModel();
  const late = await createLateInteraction({ directory, ...options });
  onTestFinished(() => late.reranker.dispose());
  return { ...late, plain: await plainColbert(directory) };
}

test("vectors of length 1, one for each token, as in plain arrays", async () => {
  const { encodeDocuments, encodeQuery, plain } = await open();
  const all = await encodeDocuments(texts);
  const expectClose = (data: ArrayLike<number>, expected: number[][]) => {
    expect(data.length).toBe(expected.flat().length);
    for (const [i, value] of expected.flat().entries()) expect(data[i] as number).toBeCloseTo(value, 5);
  };
  texts.forEach((text, i) => {
    expectClose(all[i]?.data as Float32Array, plain.documentVectors(text));
  });
  const query = await encodeQuery("install rust");
  expect(query.data.length / query.dimensions).toBe(32);
  expectClose(query.data, plain.queryVectors("install rust"));
});

test("MaxSim of what was encoded is the reranker's score, titles included", async () => {
  const { reranker, encodeDocuments, encodeQuery } = await open();
  const documents = [{ title: "Rust", text: "Install it with rustup" }, ...texts];
  const [query, all] = await Promise.all([encodeQuery("install rust"), encodeDocuments(documents)]);
  const { results } = await reranker.rerank("install rust", documents);
  for (const { index, score } of results) expect(maxSim(query, all[index] as never)).toBe(score);
});

test("int8: what quantising gives", async () => {
  const { encodeDocuments } = await open();
  const [exact, small] = await Promise.all([encodeDocuments(texts), encodeDocuments(texts, { int8: true })]);
  expect(small).toEqual(exact.map((vectors) => quantiseVectors(vectors)));
});

test("many documents come back in their order, whoever encoded them", async () => {
  const { encodeDocuments } = await open({ workers: 2 });
  const many = Array.from({ length: 300 }, (_, i) => `page ${i} ${"is about rust ".repeat(i % 40)}`);
  const all = await encodeDocuments(many);
  const alone = await Promise.all([0, 7, 299].map(async (i) => (await encodeDocuments([many[i] as string]))[0]));
  for (const [at, i] of [0, 7, 299].entries()) {
    const { data } = alone[at] as TokenVectors;
    data.forEach((value, j) => void expect(all[i]?.data[j]).toBeCloseTo(value, 5));
  }
});

test("no documents, no work; what is none is refused", async () => {
  const { encodeDocuments } = await open();
  expect(await encodeDocuments([])).toEqual([]);
  await expect(encodeDocuments(["rust", 7 as never])).rejects.toMatchObject({ code: "invalid_document" });
});

test("an abort rejects with the signal's reason, before and during, and the next call is served", async () => {
  const { encodeDocuments } = await open();
  const reason = new Error("gone");
  await expect(encodeDocuments(texts, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  const controller = new AbortController();
  const many = Array.from({ length: 2000 }, (_, i) => `page ${i} ${"is about rust ".repeat(20)}`);
  const call = encodeDocuments(many, { signal: controller.signal });
  setTimeout(() => controller.abort(reason), 5);
  await expect(call).rejects.toBe(reason);
  expect(await encodeDocuments(texts)).toHaveLength(3);
});

test("after dispose, and by it, calls reject with disposed", async () => {
  const { reranker, encodeDocuments, encodeQuery } = await open();
  const running = expect(encodeDocuments(Array.from({ length: 500 }, (_, i) => `page ${i}`))).rejects.toMatchObject({
    code: "disposed",
  });
  await reranker.dispose();
  await running;
  await expect(encodeQuery("rust")).rejects.toMatchObject({ code: "disposed" });
});

test("a model that returns numbers that are none: a typed error, nothing for the store", async () => {
  const graph = Buffer.from(tokenGraph());
  // All of the projection.
  const directory = await makeTokenModel({}, { "model.onnx": withNaN(graph) });
  const { reranker, encodeDocuments } = await createLateInteraction({ directory });
  onTestFinished(() => reranker.dispose());
  await expect(encodeDocuments(texts)).rejects.toMatchObject({
    code: "invalid_vectors",
    message: expect.stringContaining("NaN"),
  });
  await expect(reranker.rerank("rust", texts)).rejects.toMatchObject({ code: "invalid_scores" });
});

/** The graph with NaN for the share that context has in every token, 0.5 as a scalar. */
function withNaN(graph: Buffer): Buffer {
  const half = Buffer.from(Float32Array.of(0.5).buffer);
  const scalar = Buffer.concat([Buffer.from([0x4a, 0x04]), half]);
  const at = graph.indexOf(scalar);
  if (at < 0 || graph.indexOf(scalar, at + 1) >= 0) throw new Error("the graph has not one scalar 0.5");
  graph.writeFloatLE(Number.NaN, at + 2);
  return graph;
}
