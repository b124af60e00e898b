import { rerankingModel } from "@secondpass/ai-sdk";
import { createReranker, type RerankerInput } from "secondpass";
import { expect, test } from "vitest";

test.each<[RerankerInput | undefined, string]>([
  ["local:./my-model", "local:./my-model"],
  [" lexical ", "lexical"],
  [{ lexical: { k1: 1 } }, "lexical"],
  [{ local: "./my-model" }, "local:./my-model"],
  [{ reranker: "lexical" }, "lexical"],
  ['{"reranker": {"lexical": {}}}', "lexical"],
  ["{not json", "unknown"],
  [{} as never, "unknown"],
  [undefined, "default"],
])("%j is called %s", (input, modelId) => {
  expect(rerankingModel(input).modelId).toBe(modelId);
});

test("a reranker at hand is called what it is called", async () => {
  expect(rerankingModel(await createReranker("identity"))).toMatchObject({ provider: "secondpass", modelId: "identity" });
});

test("keys do not get into the name: it is logged", () => {
  const key = "very-secret-value";
  const inputs = [{ hosted: { apiKey: key } }, `{"hosted": {"apiKey": "${key}"}}`, `hosted:http://user:${key}@example.org`];
  for (const input of inputs) expect(rerankingModel(input as RerankerInput).modelId).not.toContain(key);
});
