import { readFile } from "node:fs/promises";
import { createReranker } from "secondpass";
import { expect, test } from "vitest";

// The pairs of packages/model-mini/training/mini_reranker/edge_cases.py, by their names there. Its "empty both", "empty document" and
// "empty query" are left out: a reranker never sends an empty text.
const pairs: Record<string, [query: string, document: string]> = {
  "stop words only": ["the of and", "the"],
  "one-token query": ["rust", "rust"],
  "one-token query, other word": ["rust", "iron"],
  relevant: ["how do I install rust", "Install Rust with rustup: curl https://sh.rustup.rs"],
  "other sense": ["how do I install rust", "Iron oxide, commonly called rust, forms when iron and oxygen react."],
  irrelevant: ["how do I install rust", "The weather in Paris is mild in spring."],
  "no shared word, related": ["doctor for heart problems", "Cardiologists are physicians who treat cardiac disease."],
  "shared word, unrelated": ["doctor for heart problems", "The heart of the city is its market square."],
  "Chinese, match": ["北京的天气怎么样", "今天北京天气很好，气温二十度。"],
  "Chinese, no match": ["北京的天气怎么样", "我喜欢吃苹果和香蕉。"],
  "Japanese, match": ["東京の天気", "明日の東京の天気は晴れです。"],
  "Japanese, no match": ["東京の天気", "りんごを食べるのが好きです。"],
  "Korean, match": ["서울 날씨", "오늘 서울의 날씨는 맑습니다."],
  "Korean, no match": ["서울 날씨", "저는 사과를 좋아합니다."],
  "Russian, match": ["погода в москве", "Сегодня погода в Москве хорошая."],
  "Russian, no match": ["погода в москве", "Я люблю яблоки и бананы."],
  "German, match": ["wie installiere ich rust", "Rust installieren: rustup herunterladen"],
  symbols: ["price in €", "It costs €100 (about $110) ®."],
  "repeated word": ["x ".repeat(120), "x y z ".repeat(300)],
  "keyword stuffing": ["how do I install rust", "install rust ".repeat(200)],
  "keyword stuffing, query repeated": ["how do I install rust", "how do I install rust ".repeat(80)],
  "512 tokens": ["how do I install rust", `${"Iron oxide forms on the metal. ".repeat(100)}Install Rust.`],
};

const tolerance = 0.005;

test("the logits are those that the training code reported", async () => {
  const checks = new URL("../../packages/model-mini/training/checks.json", import.meta.url);
  const expected: Record<string, number> = JSON.parse(await readFile(checks, "utf8")).edge;
  await using reranker = await createReranker({ local: { blend: 0 } });
  for (const [name, [query, document]] of Object.entries(pairs)) {
    const { results } = await reranker.rerank(query, [document]);
    expect(Math.abs((results[0]?.score as number) - (expected[name] as number)), name).toBeLessThanOrEqual(tolerance);
  }
  const left = Object.keys(expected).filter((name) => !Object.hasOwn(pairs, name));
  expect(left).toEqual(["empty both", "empty document", "empty query"]);
});
