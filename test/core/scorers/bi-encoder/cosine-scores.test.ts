import { join } from "node:path";
import { type BiEncoderOptions, createBiEncoder, type Pooling } from "secondpass/bi-encoder";
import { maxSim } from "secondpass/rank";
import { expect, onTestFinished, test } from "vitest";
import { loadTokenizer } from "../../../../packages/core/src/scorers/onnx/tokenizer/text-tokenizer.ts";
import { makeTokenModel, plainVectors, type TokenGraphOptions } from "../../../data/token-model.ts";

const query = "how do I install rust";
const documents = [
  "Install Rust with rustup: curl https://sh.rustup.rs",
  "rust",
  "Iron oxide, commonly called rust, forms when iron and oxygen react. ".repeat(9),
  "北京的天气怎么样",
];

const [cls, sep] = [2, 3];

const poolings: Record<Pooling, (tokens: number[][]) => number[]> = {
  mean: (tokens) => column(tokens, (values) => values.reduce((sum, value) => sum + value, 0) / values.length),
  cls: ([first]) => first as number[],
  last: (tokens) => tokens.at(-1) as number[],
  max: (tokens) => column(tokens, (values) => Math.max(...values)),
};

function column(tokens: number[][], pool: (values: number[]) => number): number[] {
  return (tokens[0] as number[]).map((_, dimension) => pool(tokens.map((token) => token[dimension] as number)));
}

function cosine(a: number[], b: number[]): number {
  const dot = (x: number[], y: number[]) => x.reduce((sum, value, i) => sum + value * (y[i] as number), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

interface Plain {
  pooling: Pooling;
  queryPrompt?: string;
  documentPrompt?: string;
  maxTokens?: number;
}

/** A bi-encoder in plain arrays. */
async function compare(said: Omit<BiEncoderOptions, "directory">, plain: Plain, graph: TokenGraphOptions = {}, files = {}) {
  const directory = await makeTokenModel(graph, files);
  const tokenizer = await loadTokenizer(join(directory, "tokenizer.json"), join(directory, "tokenizer_config.json"));
  const { pooling, queryPrompt = "", documentPrompt = "", maxTokens = 512 } = plain;
  const vector = (text: string) => {
    const ids = [cls, ...tokenizer.encode(text).slice(0, maxTokens - 2), sep];
    return poolings[pooling](plainVectors(ids, ids.length, graph));
  };
  const encoder = await createBiEncoder({ directory, ...said });
  onTestFinished(() => encoder.reranker.dispose());
  const ranking = await encoder.reranker.rerank(query, documents);
  for (const { index, score } of ranking.results) {
    const expected = cosine(vector(queryPrompt + query), vector(documentPrompt + documents[index]));
    expect(Math.abs((score as number) - expected), documents[index]?.slice(0, 30)).toBeLessThan(1e-5);
  }
  return { ...encoder, ranking };
}

for (const pooling of ["mean", "cls", "last", "max"] as const) {
  test(`pooling ${pooling}: as in plain arrays`, async () => {
    const { ranking } = await compare({ pooling }, { pooling });
    expect(ranking.receipt.warnings).toEqual([]);
  });
}

test("one text at a time, and a graph without a mask", async () => {
  await compare({ pooling: "mean" }, { pooling: "mean" }, { mask: false });
});

test("a graph that pools itself needs no word of it", async () => {
  await compare({}, { pooling: "mean" }, { pools: true, output: "sentence_embedding", others: ["token_embeddings"] });
});

test("prompts stand before texts and are no part of what is cut", async () => {
  const prompts = { queryPrompt: "query: ", documentPrompt: "passage: " };
  const { ranking } = await compare(
    { pooling: "mean", maxTokens: 20, ...prompts },
    { pooling: "mean", maxTokens: 20, ...prompts },
  );
  // Of 20, four are [CLS] passage : and [SEP].
  expect(ranking.receipt.truncated.find(({ index }) => index === 2)).toMatchObject({ keptTokens: 16, totalTokens: 9 * 14 });
});

test("what sentence-transformers wrote beside the model is read", async () => {
  const files = {
    "1_Pooling/config.json": {
      word_embedding_dimension: 8,
      pooling_mode_cls_token: true,
      pooling_mode_mean_tokens: false,
      include_prompt: true,
    },
    "config_sentence_transformers.json": { prompts: { query: "query: ", passage: "passage: " }, default_prompt_name: null },
    "sentence_bert_config.json": { max_seq_length: 24, do_lower_case: false },
  };
  const plain = { pooling: "cls", queryPrompt: "query: ", documentPrompt: "passage: ", maxTokens: 24 } as const;
  const { reranker } = await compare({}, plain, {}, files);
  expect(reranker.supports.maxTokens).toBe(24);
});

test("the caller goes before model.json, and that before these files", async () => {
  const files = {
    "1_Pooling/config.json": { pooling_mode_cls_token: true },
    "config_sentence_transformers.json": { prompts: { query: "a: ", document: "b: " } },
    "model.json": { pooling: "max", documentPrompt: "c: " },
  };
  await compare({ queryPrompt: "" }, { pooling: "max", documentPrompt: "c: " }, {}, files);
});

test("vectors that were kept: the same score, and nothing is read but the query", async () => {
  const { encodeDocuments, encodeQuery, ranking, dimensions } = await compare({ pooling: "mean" }, { pooling: "mean" });
  const [vectors, asked] = await Promise.all([encodeDocuments(documents), encodeQuery(query)]);
  expect(vectors.map(({ data }) => data.length)).toEqual(documents.map(() => dimensions));
  for (const { index, score } of ranking.results) expect(maxSim(asked, vectors[index] as never)).toBeCloseTo(score as number, 6);
  const stored = await createBiEncoder({ directory: await makeTokenModel(), pooling: "mean", vectors: () => vectors });
  onTestFinished(() => stored.reranker.dispose());
  const { results, receipt } = await stored.reranker.rerank(query, documents);
  expect(receipt).toMatchObject({ vectors: { stored: 4, computed: 0 } });
  expect(results.map(({ index }) => index)).toEqual(ranking.results.map(({ index }) => index));
});

test("what it is", async () => {
  const { reranker } = await compare({ pooling: "mean" }, { pooling: "mean" });
  expect(reranker).toMatchObject({
    id: expect.stringMatching(/^biEncoder:secondpass-/),
    scoreScale: "similarity",
    supports: { pointwise: true, abort: true, instructions: false, maxTokens: 512 },
    fingerprint: expect.stringMatching(/^[\w-]{43}$/),
  });
});
