import { join } from "node:path";
import { modelDirectory } from "@secondpass/model-mini";
import { createReranker, type Ranking } from "secondpass";
import { expect, test } from "vitest";
import { startInferenceServer } from "../../../../data/inference-server.ts";
import { makeModelFolder, tokenId } from "../../../../data/model-folder.ts";
import { tinyOnnx } from "../../../../data/tiny-onnx.ts";

const graph = join(modelDirectory, "model.onnx");
const query = "how do I install rust";
const documents = [
  "The weather in Paris is mild in spring.",
  "Install Rust with rustup: curl https://sh.rustup.rs",
  "Rust is a form of corrosion of iron.",
  "",
  "word ".repeat(2000),
  ...Array.from({ length: 40 }, (_, i) => `Document ${i} about ${"packages and compilers ".repeat(i % 7)}`),
  "Install Rust with rustup: curl https://sh.rustup.rs",
];

const byIndex = (ranking: Ranking<string>) =>
  ranking.results.toSorted((a, b) => a.index - b.index).map(({ score }) => score ?? Number.NaN);

/** The largest difference between two lists of scores; an empty document has none in either. */
function difference(left: readonly number[], right: readonly number[]): number {
  expect(left.map(Number.isNaN)).toEqual(right.map(Number.isNaN));
  return Math.max(...left.map((score, i) => Math.abs(score - (right[i] as number)) || 0));
}

async function scoreLocally(): Promise<Ranking<string>> {
  await using local = await createReranker({ local: { blend: 0 } });
  return await local.rerank(query, documents);
}

test.each([
  ["as Triton serves it", {}],
  ["with ids of 32 bits", { ids: "INT32" as const }],
  ["without a limit of its own", { maxBatch: undefined }],
])("a served model scores as it does here: %s", async (_, options) => {
  const server = await startInferenceServer(graph, options);
  await using served = await createReranker({
    triton: { baseUrl: server.url, model: "reranker", tokenizer: modelDirectory, blend: 0 },
  });
  const expected = await scoreLocally();
  const ranking = await served.rerank(query, documents);
  expect(difference(byIndex(ranking), byIndex(expected))).toBeLessThan(1e-4);
  expect(ranking.results.map(({ index }) => index)).toEqual(expected.results.map(({ index }) => index));
  // The same tokenizer and the same cut: the receipt is exact, not estimated.
  expect(ranking.receipt.truncated).toEqual(expected.receipt.truncated);
  expect(ranking.receipt.truncated).toMatchObject([{ index: 4 }]);
  expect(ranking.receipt.usage.inputTokens).toBe(expected.receipt.usage.inputTokens);
  expect(served).toMatchObject({ id: "triton:reranker", scoreScale: "logit", supports: { pointwise: true, abort: true } });
});

test("half precision comes as bytes", async () => {
  const server = await startInferenceServer(graph, { half: true });
  await using served = await createReranker({
    triton: { baseUrl: server.url, model: "reranker", tokenizer: modelDirectory, blend: 0 },
  });
  // Ten bits of fraction, cut: a thousandth of logits below 16.
  expect(difference(byIndex(await served.rerank(query, documents)), byIndex(await scoreLocally()))).toBeLessThan(0.016);
});

test("the first stage is blended in as the model asks, unless told otherwise", async () => {
  const server = await startInferenceServer(graph);
  await using local = await createReranker("local");
  await using served = await createReranker({ triton: { baseUrl: server.url, model: "reranker", tokenizer: modelDirectory } });
  const [expected, ranking] = [await local.rerank(query, documents), await served.rerank(query, documents)];
  expect(ranking.receipt.blend).toEqual(expected.receipt.blend);
  expect(ranking.results.map(({ index }) => index)).toEqual(expected.results.map(({ index }) => index));
});

test("requests keep the server's batch limit, or a lower one of the caller's, and several are under way", async () => {
  let [underWay, most] = [0, 0];
  const server = await startInferenceServer(graph, {
    async intercept({ path }) {
      if (!path.endsWith("/infer")) return undefined;
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setTimeout(resolve, 20));
      underWay--;
      return undefined;
    },
  });
  const rowsOf = async (maxBatch?: number) => {
    await using served = await createReranker({
      triton: {
        baseUrl: server.url,
        model: "reranker",
        tokenizer: modelDirectory,
        trust: "off",
        ...(maxBatch && { maxBatch }),
      },
    });
    const { receipt } = await served.rerank(query, documents);
    return receipt.requests?.map(({ documents }) => documents) ?? [];
  };
  // 44 different texts.
  expect((await rowsOf()).toSorted((a, b) => b - a)).toEqual([8, 8, 8, 8, 8, 4]);
  expect(Math.max(...(await rowsOf(3)))).toBe(3);
  expect(Math.max(...(await rowsOf(100)))).toBe(8);
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(8);
});

test("two logits: the second minus the first", async () => {
  const server = await startInferenceServer(tinyOnnx({ weights: [1, 3] }));
  const tokenizer = await makeModelFolder({ "model.onnx": undefined });
  await using served = await createReranker({ triton: { baseUrl: server.url, model: "reranker", tokenizer } });
  const ids = await Promise.all(["[CLS]", "rust", "[SEP]", "bread", "[SEP]"].map(tokenId));
  // 3 times the sum minus the sum.
  const sum = ids.reduce((total, id) => total + id, 0);
  expect((await served.rerank("rust", ["bread"])).results[0]?.score).toBe(2 * sum);
});

test("where padding looks like text every pair goes alone", async () => {
  const server = await startInferenceServer(tinyOnnx({ inputs: ["input_ids"] }));
  const tokenizer = await makeModelFolder({ "model.onnx": undefined });
  await using served = await createReranker({ triton: { baseUrl: server.url, model: "reranker", tokenizer } });
  const { receipt } = await served.rerank("rust", ["bread", "iron and bread"]);
  expect(receipt.requests?.map(({ documents }) => documents)).toEqual([1, 1]);
  expect(server.requests.at(-1)?.body.inputs.map(({ name }: { name: string }) => name)).toEqual(["input_ids"]);
});
