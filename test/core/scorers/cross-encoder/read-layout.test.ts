import { describe, expect, test } from "vitest";
import { readLayout } from "../../../../packages/core/src/scorers/cross-encoder/read-layout.ts";

describe("tokens of the window", () => {
  test("all positions of BERT", () => {
    expect(readLayout({ model_type: "bert", max_position_embeddings: 512, pad_token_id: 0 })).toMatchObject({
      maxTokens: 512,
      firstPosition: 0,
    });
  });

  test("all but those up to the padding token's of RoBERTa and XLM-R", () => {
    for (const model_type of ["roberta", "xlm-roberta", "camembert"]) {
      expect(readLayout({ model_type, max_position_embeddings: 514, pad_token_id: 1 })).toMatchObject({
        maxTokens: 512,
        firstPosition: 2,
      });
    }
  });

  test("512 where nothing is known", () => {
    expect(readLayout({}).maxTokens).toBe(512);
  });

  test("model.json may ask for fewer, but not for more than there are positions", () => {
    const config = { model_type: "xlm-roberta", max_position_embeddings: 514, pad_token_id: 1 };
    expect(readLayout({ ...config, maxTokens: 256 }).maxTokens).toBe(256);
    const call = () => readLayout({ ...config, maxTokens: 513 });
    expect(call).toThrow(expect.objectContaining({ code: "invalid_model" }));
    expect(call).toThrow("maxTokens 513, but config.json says that the model has 512 positions");
  });

  test("a model that measures distances has no last position", () => {
    const config = { max_position_embeddings: 512, maxTokens: 1024 };
    expect(readLayout({ ...config, position_embedding_type: "alibi" }).maxTokens).toBe(1024);
    expect(readLayout({ ...config, position_biased_input: false }).maxTokens).toBe(1024);
  });
});

describe("prompt", () => {
  test("none without a template, nor for pair", () => {
    expect(readLayout({}).prompt).toBeUndefined();
    expect(readLayout({ template: "qwen3" }, { template: "pair" }).prompt).toBeUndefined();
  });

  test("a known one brings instruction and answers; options go before them", () => {
    expect(readLayout({ template: "bge-gemma" }).prompt).toMatchObject({ yes: "Yes", no: "No" });
    expect(readLayout({ template: "qwen3" }, { instruction: "find code" }).prompt).toMatchObject({
      instruction: "find code",
      yes: "yes",
    });
    expect(readLayout({}, { template: "bge-gemma", yes: "Yes" }).prompt).toMatchObject({ yes: "Yes", no: undefined });
  });

  test("one of its own asks for yes and no", () => {
    expect(readLayout({ template: ["{query}", "{document}"] }).prompt).toMatchObject({ yes: "yes", no: "no" });
  });

  test("an unknown name is refused with those that there are", () => {
    const call = () => readLayout({}, { template: "qwen4" as "qwen3" });
    expect(call).toThrow(expect.objectContaining({ code: "invalid_config" }));
    expect(call).toThrow("pair, qwen3, bge-gemma, mxbai-v2");
  });
});

test("labels that do not exclude each other are a head of their own", () => {
  const config = { problem_type: "multi_label_classification", id2label: { 0: "a", 1: "b" } };
  expect(readLayout(config, { positiveLabel: "b" })).toMatchObject({ head: "multi-label", label: 1 });
  expect(readLayout({ ...config, problem_type: null }).head).toBeUndefined();
});
