import { createReranker, type RerankerInput } from "secondpass";
import { describe, expect, test } from "vitest";
import { externalOnnx } from "../../../../data/external-onnx.ts";
import { bundledFile, type ModelFiles, makeModelFolder } from "../../../../data/model-folder.ts";
import { tinyOnnx } from "../../../../data/tiny-onnx.ts";

const create = (options: object = {}) => createReranker({ local: { runtime: "wasm", ...options } });
const pages = (count: number) =>
  Array.from({ length: count }, (_, i) => `Page ${i} is about rust, iron and the weather in Paris. `.repeat(1 + (i % 7)));

test("the bundled model: the same scores as in the native runtime, and no warning where it was asked for", async () => {
  await using wasm = await create({ blend: 0 });
  await using native = await createReranker({ local: { runtime: "native", blend: 0 } });
  const documents = [...pages(60), "今天北京天气很好。", "Install Rust with rustup.", "rust ".repeat(2000)];
  const [one, other] = [await wasm.rerank("install rust", documents), await native.rerank("install rust", documents)];
  const scoreOf = new Map(other.results.map(({ index, score }) => [index, score as number]));
  for (const { index, score } of one.results) {
    expect(Math.abs((score as number) - (scoreOf.get(index) as number)), documents[index]).toBeLessThanOrEqual(1e-4);
  }
  expect(one.results).toHaveLength(documents.length);
  expect(one.receipt.truncated).toEqual(other.receipt.truncated);
  expect([one.receipt.warnings, other.receipt.warnings]).toEqual([[], []]);
});

test("several workers share the work", async () => {
  await using reranker = await create({ workers: 2 });
  const { results } = await reranker.rerank("install rust", [...pages(200), "Install Rust with rustup."], { topN: 1 });
  expect(results[0]?.index).toBe(200);
});

describe("execution providers", () => {
  test.each([["cuda"], ["webgpu", "wasm"], ["coreml", "cpu"]])("%s is refused, by name", async (...executionProviders) => {
    const refused = create({ executionProviders });
    await expect(refused).rejects.toMatchObject({ code: "invalid_config" });
    await expect(refused).rejects.toThrow(`no execution provider ${executionProviders[0]};`);
  });

  test("the processor, by either name, is what it runs on", async () => {
    await using reranker = await create({ executionProviders: ["wasm", "cpu"] });
    expect((await reranker.rerank("rust", ["rust"])).results).toHaveLength(1);
  });
});

test.each(["wsam", "", 1, null])("%o is no runtime: the configuration is refused", async (runtime) => {
  const refused = createReranker({ local: { runtime } } as RerankerInput);
  await expect(refused).rejects.toMatchObject({ code: "invalid_config" });
  await expect(refused).rejects.toThrow(/reranker\.local\.runtime: .*runtime\?: auto \| native \| wasm/);
});

const refused: [name: string, files: () => Promise<ModelFiles>, words: string[]][] = [
  ["garbage", async () => ({ "model.onnx": "garbage" }), ["model.onnx cannot be loaded"]],
  ["an empty file", async () => ({ "model.onnx": "" }), ["model.onnx cannot be loaded"]],
  [
    "a file cut off",
    async () => ({ "model.onnx": (await bundledFile("model.onnx")).subarray(0, 900_000) }),
    ["cannot be loaded"],
  ],
  ["operators of the future", async () => ({ "model.onnx": tinyOnnx({ opset: 99 }) }), ["export it for an older opset"]],
  ["other input names", async () => ({ "model.onnx": tinyOnnx({ inputs: ["ids"] }) }), ["inputs ids", "input_ids"]],
  [
    "weights in a file that is missing",
    async () => ({ "model.onnx": externalOnnx("model.onnx_data", 30_000).graph }),
    ["model.onnx_data", "put it there"],
  ],
];

for (const [name, files, words] of refused) {
  test(`refused when it is loaded: ${name}`, async () => {
    const load = create({ model: await makeModelFolder(await files()) });
    await expect(load).rejects.toMatchObject({ code: "invalid_model", retryable: false });
    for (const word of words) await expect(load).rejects.toThrow(word);
  });
}

test("weights in a file beside the graph are read", async () => {
  const { graph, data } = externalOnnx("model.onnx_data", 30_000);
  await using reranker = await create({ model: await makeModelFolder({ "model.onnx": graph, "model.onnx_data": data }) });
  expect((await reranker.rerank("rust", ["rust"])).results).toHaveLength(1);
});

test("a document on which the graph fails: a typed error that says why, and the next call is served", async () => {
  await using reranker = await create({ model: await makeModelFolder({ "model.onnx": tinyOnnx({ positions: 16 }) }) });
  const call = reranker.rerank("rust", ["rust ".repeat(20)]);
  await expect(call).rejects.toMatchObject({ code: "inference_failed" });
  await expect(call).rejects.toThrow("is maxTokens too high?");
  expect((await reranker.rerank("rust", ["rust"])).results).toHaveLength(1);
});

describe("a call that is running", () => {
  /** Starts a call and waits until it has begun to score. */
  async function begin(options: object = {}) {
    const reranker = await create({ workers: 1 });
    let outcome: Promise<unknown> | undefined;
    await new Promise<void>((begun) => {
      const call = reranker.rerank("install rust", pages(3000), { onProgress: () => begun(), ...options });
      outcome = call.catch((error: unknown) => error);
    });
    return { reranker, outcome };
  }

  test("rejects with the reason when it is aborted, and the next one is served", async () => {
    const controller = new AbortController();
    const { reranker, outcome } = await begin({ signal: controller.signal });
    controller.abort("enough");
    expect(await outcome).toBe("enough");
    expect((await reranker.rerank("rust", ["rust"])).results).toHaveLength(1);
    await reranker.dispose();
  });

  test("is refused when the reranker is disposed", async () => {
    const { reranker, outcome } = await begin();
    await reranker.dispose();
    expect(await outcome).toMatchObject({ code: "disposed" });
  });
});
