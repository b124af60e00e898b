import { appendFile, cp, utimes } from "node:fs/promises";
import { join } from "node:path";
import { blendFirstStage, createIdentityReranker, createLexicalReranker, createReranker } from "secondpass";
import { expect, test } from "vitest";
import { makeModelFolder } from "../../../data/model-folder.ts";
import { makeTemporaryFolder } from "../../../data/temporary-folder.ts";

async function fingerprintOf(model: string, options: { maxTokens?: number; blend?: number; workers?: number } = {}) {
  await using reranker = await createReranker({ local: { model, blend: 0, ...options } });
  return reranker.fingerprint;
}

test("a local model's is that of its files' content, wherever they lie and whenever they were written", async () => {
  const model = await makeModelFolder();
  const copy = join(await makeTemporaryFolder(), "elsewhere");
  await cp(model, copy, { recursive: true });
  await utimes(join(copy, "tokenizer.json"), 1, 1);
  const fingerprint = await fingerprintOf(model);
  expect(fingerprint).toMatch(/^[\w-]{43}$/);
  expect(await fingerprintOf(copy)).toBe(fingerprint);
  await appendFile(join(copy, "tokenizer.json"), "\n");
  expect(await fingerprintOf(copy)).not.toBe(fingerprint);
});

test("settings that change scores change it, others do not", async () => {
  const model = await makeModelFolder();
  const fingerprint = await fingerprintOf(model);
  expect(await fingerprintOf(model, { maxTokens: 32 })).not.toBe(fingerprint);
  expect(await fingerprintOf(model, { blend: 0.3 })).not.toBe(fingerprint);
  expect(await fingerprintOf(model, { blend: 0.3 })).not.toBe(await fingerprintOf(model, { blend: 0.4 }));
  expect(await fingerprintOf(model, { workers: 1 })).toBe(fingerprint);
});

test("those without a model have one too", () => {
  expect(createLexicalReranker({ k1: 1 }).fingerprint).not.toBe(createLexicalReranker().fingerprint);
  expect(createIdentityReranker().fingerprint).toBe("first stage");
  const { fingerprint: _, ...anonymous } = createLexicalReranker();
  expect(blendFirstStage(anonymous, { weight: 0.5 }).fingerprint).toBeUndefined();
});

test("a served model's is that of its tokenizer's content, wherever that lies, and of its address", async () => {
  const tokenizer = await makeModelFolder();
  const copy = join(await makeTemporaryFolder(), "elsewhere");
  await cp(tokenizer, copy, { recursive: true });
  const fingerprintAt = async (baseUrl: string, tokenizer: string) => {
    await using reranker = await createReranker({ triton: { baseUrl, model: "reranker", tokenizer } });
    return reranker.fingerprint;
  };
  const fingerprint = await fingerprintAt("http://a.test", tokenizer);
  expect(fingerprint).toMatch(/^[\w-]{43}$/);
  expect(await fingerprintAt("http://a.test", copy)).toBe(fingerprint);
  expect(await fingerprintAt("http://b.test", tokenizer)).not.toBe(fingerprint);
  await appendFile(join(copy, "tokenizer.json"), "\n");
  expect(await fingerprintAt("http://a.test", copy)).not.toBe(fingerprint);
});
