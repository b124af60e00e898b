import { createSecondpass, rerankingModel, secondpass } from "@secondpass/ai-sdk";
import { afterEach, describe, expect, test } from "vitest";
import { errorOf } from "../contract/wrapper/error-of.ts";
import { sdks, useSdk } from "./sdks.ts";

const documents = ["Rust is an oxide.", "Install Rust with rustup."];
const query = "install rust";
const place = globalThis as { AI_SDK_DEFAULT_PROVIDER?: unknown };

describe.each(sdks)("the provider in $name", (version) => {
  const sdk = useSdk(version);
  afterEach(async () => {
    delete place.AI_SDK_DEFAULT_PROVIDER;
    await secondpass.dispose();
  });

  test("a registry finds models by spec strings, colons and all", async () => {
    const registry = sdk.createProviderRegistry({ secondpass });
    const model = registry.rerankingModel("secondpass:lexical");
    expect(model).toMatchObject({ provider: "secondpass", modelId: "lexical" });
    expect((await sdk.rerank({ model, documents, query })).rerankedDocuments[0]).toBe(documents[1]);
    const deeper = registry.rerankingModel("secondpass:local:./no-such-model");
    expect(deeper.modelId).toBe("local:./no-such-model");
    expect(await errorOf(sdk.rerank({ model: deeper, documents, query }))).toMatchObject({ code: "model_not_found" });
  });

  test("a custom provider gives names, with this one to fall back on", async () => {
    const reranker = rerankingModel({ lexical: { k1: 0.9 } }, { depth: 1 });
    const provider = sdk.customProvider({ rerankingModels: { best: reranker }, fallbackProvider: secondpass });
    const best = await sdk.rerank({ model: provider.rerankingModel("best"), documents, query });
    // Of one candidate the first stage's first is the best.
    expect(best.rerankedDocuments[0]).toBe(documents[0]);
    const other = await sdk.rerank({ model: provider.rerankingModel("lexical" as "best"), documents, query });
    expect(other.rerankedDocuments[0]).toBe(documents[1]);
  });

  test("as the default provider it lets a model be a spec string", async () => {
    place.AI_SDK_DEFAULT_PROVIDER = secondpass;
    expect((await sdk.rerank({ model: "lexical", documents, query })).rerankedDocuments[0]).toBe(documents[1]);
  });

  test("a spec that names nobody fails the call, with the nearest name", async () => {
    const model = secondpass.rerankingModel("lexicle");
    expect(await errorOf(sdk.rerank({ model, documents, query }))).toMatchObject({
      code: "unknown_provider",
      message: expect.stringContaining('did you mean "lexical"?'),
    });
  });

  test("of other models it has none, and says so as the SDK does", () => {
    const { languageModel, embeddingModel, imageModel } = sdk.customProvider({ fallbackProvider: secondpass });
    for (const [modelType, model] of Object.entries({ languageModel, embeddingModel, imageModel })) {
      const error = thrownBy(() => model("gpt" as never));
      expect(sdk.NoSuchModelError.isInstance(error)).toBe(true);
      expect(error).toMatchObject({ modelId: "gpt", modelType, message: expect.stringContaining("reranking models only") });
    }
  });
});

test("a spec has one model, until the provider is disposed", async () => {
  const provider = createSecondpass();
  const model = provider.rerankingModel("lexical");
  expect(provider.reranking("lexical")).toBe(model);
  const call = () => model.doRerank({ documents: { type: "text", values: documents }, query });
  expect((await call()).ranking[0]?.index).toBe(1);
  await provider.dispose();
  expect(await errorOf(Promise.resolve(call()))).toMatchObject({ code: "disposed" });
  expect(provider.rerankingModel("lexical")).not.toBe(model);
});

test("options of the provider are those of its models", async () => {
  const provider = createSecondpass({ textOf: ({ body }) => String(body), minScore: 0.1 });
  const values = documents.map((body) => ({ body, noise: query }));
  const answer = await provider.rerankingModel("lexical").doRerank({ documents: { type: "object", values }, query: "rustup" });
  expect(answer.ranking.map(({ index }) => index)).toEqual([1]);
});

function thrownBy(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error("the call should have failed");
}
