import { createReranker, type RerankerConfig } from "secondpass";
import { expect, test } from "vitest";
import { failing } from "../stages/stage-kit.ts";

const query = "how do I install rust";
const long = `${"Iron oxide forms on old metal. ".repeat(30)}Install Rust with rustup.`;
const documents = ["The weather in Paris is mild.", long, "A recipe for bread."];

test("true, options and JSON", async () => {
  const configs: RerankerConfig[] = [
    { local: { maxTokens: 64 }, chunked: true },
    {
      reranker: { local: { maxTokens: 64 } },
      chunked: { aggregate: { topMean: 2 }, overlap: 0.2, maxPassages: 8, keep: "first" },
    },
    '{ "local": { "maxTokens": 64 }, "chunked": { "tokens": 40, "aggregate": "softmax" } }',
    { lexical: {}, chunked: { tokens: 40, maxPassages: Number.POSITIVE_INFINITY, maxCallPassages: 100 } },
  ];
  for (const config of configs) {
    await using reranker = await createReranker(config);
    const { results, receipt } = await reranker.rerank(query, documents);
    expect(receipt.chunked?.documents).toBe(1);
    expect(results.find(({ index }) => index === 1)?.bestPassage?.text.length).toBeLessThan(long.length);
  }
});

test("it stands around the cache, which knows passages, and inside the fallback, which is chunked only where it says so", async () => {
  await using reranker = await createReranker({ local: { maxTokens: 64, blend: 0 }, chunked: true, cache: "memory" });
  await reranker.rerank(query, documents);
  const { receipt } = await reranker.rerank(query, [`${long} Nothing else.`]);
  // All passages but the one with the new end.
  expect(receipt.cache?.hits).toBeGreaterThanOrEqual(1);
  for (const [fallback, divided] of [
    [{ local: { maxTokens: 64 } }, undefined],
    [{ local: { maxTokens: 64 }, chunked: true as const }, 1],
  ] as const) {
    await using chain = await createReranker({ reranker: failing("down", "rate_limited"), chunked: true, fallback: [fallback] });
    const { receipt } = await chain.rerank(query, documents);
    expect(receipt).toMatchObject({ servedBy: "local:mini", truncated: divided ? [] : [{ index: 1 }] });
    expect(receipt.chunked?.documents).toBe(divided);
  }
});

test("the bundled model's blend is around it: first-stage scores are the documents'", async () => {
  await using reranker = await createReranker({ local: { maxTokens: 64 }, chunked: true });
  const scored = documents.map((text, i) => ({ text, score: 3 - i }));
  const { results, receipt } = await reranker.rerank(query, scored);
  expect(receipt.blend).toEqual({ weight: 0.2, with: "firstStage" });
  expect(results.map(({ index, blended }) => [index, blended?.firstStage]).sort()).toEqual([
    [0, 3],
    [1, 2],
    [2, 1],
  ]);
});

test.each<[unknown, string[]]>([
  [{ lexical: {}, chunked: false }, ["reranker.chunked", "false", "true or {"]],
  [{ lexical: {}, chunked: "max" }, ["reranker.chunked", '"max"']],
  [{ lexical: {}, chunked: { token: 8 } }, ["reranker.chunked.token", "no such option"]],
  [{ lexical: {}, chunked: { tokens: 4 } }, ["reranker.chunked.tokens", "4"]],
  [{ lexical: {}, chunked: { overlap: 1.5 } }, ["reranker.chunked.overlap", "1.5"]],
  [{ lexical: {}, chunked: { aggregate: "sum" } }, ["reranker.chunked.aggregate", '"sum"', '"max"']],
  [{ lexical: {}, chunked: { aggregate: { decay: 2 } } }, ["reranker.chunked.aggregate", "{ decay: 0 to 1 }"]],
  [{ lexical: {}, chunked: { maxPassages: 0 } }, ["reranker.chunked.maxPassages"]],
  [{ lexical: {}, chunkd: true }, ["reranker.chunkd", 'did you mean "chunked"?']],
])("%j is refused", async (config, words) => {
  const error = await createReranker(config as RerankerConfig).catch((error) => error);
  expect(error.code).toBe("invalid_config");
  for (const word of words) expect(error.message).toContain(word);
});
