import { createReranker, type RerankerConfig } from "secondpass";
import { expect, test } from "vitest";
import { makeTokenModel } from "../../data/token-model.ts";

const documents = ["rust", "Install rust with rustup", "The weather in Paris"];

test.each(["lateInteraction", "biEncoder"])("%s: a spec string, JSON and an object are the same", async (name) => {
  const model = await makeTokenModel({ pools: name === "biEncoder" });
  const forms: RerankerConfig[] = [
    `${name}:${model}`,
    JSON.stringify({ [name]: { model } }),
    { [name]: `${model}` } as never,
    { [name]: { model } } as never,
  ];
  const scores = [];
  for (const config of forms) {
    await using reranker = await createReranker(config);
    expect(reranker.id).toMatch(new RegExp(`^${name}:secondpass-`));
    scores.push((await reranker.rerank("install rust", documents)).results.map(({ score }) => score));
  }
  for (const other of scores) expect(other).toEqual(scores[0]);
});

test("options reach the model: of a call's window, the pool and the runtime", async () => {
  const model = await makeTokenModel();
  const config = { lateInteraction: { model, documentLength: 20, workers: 1, maxQueue: 1, runtime: "native" as const } };
  await using reranker = await createReranker(config);
  expect(reranker.supports.maxTokens).toBe(20);
  const calls = [reranker.rerank("rust", documents), reranker.rerank("rust", documents)];
  const settled = await Promise.allSettled(calls);
  expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  expect((settled[1] as PromiseRejectedResult).reason).toMatchObject({ code: "overloaded" });
});

test("it can stand inside a fallback and have a cache, as any other", async () => {
  const model = await makeTokenModel();
  await using reranker = await createReranker({ lateInteraction: { model }, cache: "memory", fallback: ["lexical"] });
  const first = await reranker.rerank("rust", documents);
  const second = await reranker.rerank("rust", documents);
  expect(second.results).toEqual(first.results);
  expect(second.receipt.cache).toMatchObject({ hits: 3 });
});

const wrong: [config: unknown, words: string[]][] = [
  ["lateInteraction", ["lateInteraction", "model"]],
  [{ lateInteraction: {} }, ["model"]],
  [{ lateInteraction: { model: "./m", queryLength: 3 } }, ["queryLength", "3"]],
  [{ lateInteraction: { model: "./m", pooling: "mean" } }, ["pooling"]],
  [{ biEncoder: { model: "./m", pooling: "median" } }, ["pooling", "median"]],
  [{ biEncoder: { model: "./m", maxTokens: 4 } }, ["maxTokens"]],
];

test.each(wrong)("%j: refused, naming what is wrong", async (config, words) => {
  const refusal = createReranker(config as RerankerConfig);
  await expect(refusal).rejects.toMatchObject({ code: "invalid_config" });
  for (const word of words) await expect(refusal).rejects.toThrow(word);
});

test("no such directory: the error says so", async () => {
  await expect(createReranker("lateInteraction:./no-such-model")).rejects.toMatchObject({ code: "model_not_found" });
});
