import { createLexicalReranker, createReranker, type RerankerConfig, type RerankerInput } from "secondpass";
import { describe, expect, test } from "vitest";
import { makeModelFolder } from "../../data/model-folder.ts";

describe("every form of a configuration makes a reranker", () => {
  const forms: [string, RerankerConfig, id: string][] = [
    ["a string", "lexical", "lexical"],
    ["a string with space around it", " lexical\n", "lexical"],
    ["JSON text of an object", '{ "lexical": { "k1": 1.2 } }', "lexical"],
    ["JSON text of a string", '"identity"', "identity"],
    ["an object", { lexical: { k1: 1.2, b: 0.75 } }, "lexical"],
    ["an object without options", { lexical: {} }, "lexical"],
    ["an option that is undefined", { lexical: { k1: undefined } }, "lexical"],
    ["{ reranker: string }", { reranker: "identity" }, "identity"],
    ["{ reranker: object }", { reranker: { identity: {} } }, "identity"],
    ["JSON text of { reranker: … }", '{ "reranker": { "reranker": "lexical" } }', "lexical"],
    ["the bundled model", "local", "local:mini"],
    ["the bundled model with options", { local: { blend: 0, maxTokens: 64 } }, "local:mini"],
  ];
  for (const [name, config, id] of forms) {
    test(name, async () => {
      await using reranker = await createReranker(config);
      expect(reranker.id).toBe(id);
    });
  }

  test("a directory, as spec string, as text and as option", async () => {
    const model = await makeModelFolder({ "model.json": { name: "tiny" } });
    for (const config of [`local:${model}`, { local: model }, { local: { model } }]) {
      await using reranker = await createReranker(config);
      expect(reranker.id).toBe("local:tiny");
    }
  });

  test("a reranker is returned as it is", async () => {
    const reranker = createLexicalReranker();
    expect(await createReranker(reranker)).toBe(reranker);
  });

  test("the caller's object is not changed and may be frozen", async () => {
    const config = Object.freeze({ lexical: Object.freeze({ k1: 1 }) });
    expect((await createReranker(config)).id).toBe("lexical");
    expect(config).toEqual({ lexical: { k1: 1 } });
  });
});

test("a name that is near to none is refused without a guess", async () => {
  for (const name of ["openai", "x", "sentence-transformers"]) {
    await expect(createReranker(name)).rejects.toThrow(new RegExp(`no reranker "${name}"\\. Known: local, lateInteraction`));
  }
});

describe("an unknown name is refused with the nearest known one", () => {
  const names: [config: unknown, nearest: string][] = [
    ["locla", "local"],
    ["Local", "local"],
    ["lexcal", "lexical"],
    ["identiy", "identity"],
    [{ locale: {} }, "local"],
    [{ reranker: "lexial" }, "lexical"],
    ["locla:./model", "local"],
    ["COHERE", "cohere"],
    ["cohere/rerank-v3.5", "cohere"],
  ];
  for (const [config, nearest] of names) {
    test(JSON.stringify(config), async () => {
      const refused = createReranker(config as RerankerInput);
      await expect(refused).rejects.toMatchObject({ code: "unknown_provider", retryable: false });
      await expect(refused).rejects.toThrow(`did you mean "${nearest}"?`);
      await expect(refused).rejects.toThrow("local, lateInteraction, biEncoder, lexical, listwise, identity");
    });
  }

  test("names that every object has are unknown too", async () => {
    for (const name of ["constructor", "toString", "__proto__"]) {
      await expect(createReranker(name)).rejects.toMatchObject({ code: "unknown_provider" });
    }
  });
});

describe("what cannot be meant is refused, naming path, value and what would be right", () => {
  const refused: [name: string, config: unknown, words: string[]][] = [
    ["two keys", { local: {}, lexical: {} }, ["reranker", "exactly one key", "local, lexical"]],
    ["no keys", {}, ["exactly one key", "got none"]],
    ["a list", [], ["spec string or an object", "got []"]],
    ["null", null, ["spec string or an object", "got null"]],
    ["a number", 7, ["spec string or an object", "got 7"]],
    ["null inside", { reranker: null }, ["got null"]],
    ["an empty string", "", ['"" is not a spec', "local:./my-model"]],
    ["bad JSON", '{ "local": ', ["looks like JSON but is not", '{ "local":']],
    ["JSON text of a list", '["local"]', ["spec string or an object", '["local"]']],
    ["nothing after the colon", "local:", ['"local:" is not a spec']],
    ["nothing before the colon", ":model", ['":model" is not a spec']],
    ["something after a name that takes nothing", "lexical:x", ['"lexical:x"', "takes nothing after it", '"lexical"']],
    ["the same as an object", { identity: "x" }, ["takes nothing after it"]],
    ["an unknown option", { local: { blnd: 0.3 } }, ["reranker.local.blnd", "no such option", "blend?: number"]],
    [
      "an option of the wrong type",
      { local: { blend: "0.3" } },
      ["reranker.local.blend", 'got "0.3"', "blend?: number from 0 to 1"],
    ],
    ["a number out of range", { local: { blend: 1.5 } }, ["reranker.local.blend", "1.5", "from 0 to 1"]],
    ["NaN", { lexical: { b: Number.NaN } }, ["reranker.lexical.b", "NaN", "number from 0 to 1"]],
    ["infinity", { lexical: { k1: Number.POSITIVE_INFINITY } }, ["reranker.lexical.k1", "Infinity does not fit", "number >= 0"]],
    [
      "a fraction for a count",
      { local: { maxTokens: 8.5 } },
      ["reranker.local.maxTokens", "8.5 does not fit", "whole number >= 8"],
    ],
    ["a count below the least", { local: { maxTokens: 7 } }, ["reranker.local.maxTokens", "7 does not fit", "whole number >= 8"]],
    ["an empty path", { local: { model: "" } }, ["reranker.local.model", '"" does not fit', "model?: directory"]],
    ["options that are a list", { lexical: [] }, ["reranker.lexical", "got []"]],
    ["options that are null", { lexical: null }, ["reranker.lexical", "got null", "{ lexical: {"]],
    ["options that are a number", { local: 5 }, ["reranker.local", "got 5", '"local:<directory>"']],
    ["a problem inside { reranker: … }", { reranker: { local: { blend: -1 } } }, ["reranker.local.blend", "-1"]],
  ];
  for (const [name, config, words] of refused) {
    test(name, async () => {
      const call = createReranker(config as RerankerInput);
      await expect(call).rejects.toMatchObject({ name: "RerankError", code: "invalid_config", retryable: false });
      for (const word of words) await expect(call).rejects.toThrow(word);
    });
  }
});
