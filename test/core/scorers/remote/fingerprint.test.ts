import { createReranker, type RerankerConfig } from "secondpass";
import { afterEach, expect, test, vi } from "vitest";
import { wireFormats } from "../../../support/wire-formats.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

const fingerprintOf = async (config: RerankerConfig) => (await createReranker(config)).fingerprint;

test.each(Object.entries(wireFormats))("%s: the key is not in it", async (_, format) => {
  const key = "key-0123456789";
  const reranker = await createReranker(format.config({ apiKey: key }));
  expect(reranker.fingerprint).toBeTypeOf("string");
  expect(reranker.fingerprint).not.toContain(key);
  expect(reranker.id).not.toContain(key);
});

test("equal options are equal, whatever key, limits and retries", async () => {
  const one = await fingerprintOf({ cohere: { apiKey: "one", fields: ["by"] } });
  const other = await fingerprintOf({ cohere: { fields: ["by"], apiKey: "other", attempts: 9, timeoutMs: 1, concurrency: 1 } });
  expect(other).toBe(one);
  // The default model is the same as the one that is named.
  expect(await fingerprintOf({ cohere: { apiKey: "one", fields: ["by"], model: "rerank-v4.0-fast" } })).toBe(one);
});

test.each([
  ["another model", { model: "rerank-v3.5" }],
  ["another address", { baseUrl: "http://gateway.test" }],
  ["other fields", { fields: ["by"] }],
  ["another order of fields", { fields: ["year", "by"] }],
  ["another part of the document", { maxTokensPerDocument: 100 }],
  ["an instruction", { instruction: "official pages" }],
])("%s is another fingerprint", async (_, options) => {
  const plain = await fingerprintOf({ cohere: { apiKey: "k" } });
  const reversed = await fingerprintOf({ cohere: { apiKey: "k", fields: ["by", "year"] } });
  const changed = await fingerprintOf({ cohere: { apiKey: "k", ...options } });
  expect(changed).not.toBe(plain);
  expect(changed).not.toBe(reversed);
});

test("another provider is another fingerprint", async () => {
  const prints = await Promise.all(Object.values(wireFormats).map(({ config }) => fingerprintOf(config({}))));
  expect(new Set(prints).size).toBe(prints.length);
});
