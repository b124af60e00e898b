import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { modelDirectory } from "@secondpass/model-mini";
import { createReranker } from "secondpass";
import { describe, expect, test } from "vitest";
import { type AutoTokenizer, fromAutoTokenizer } from "../../../../../packages/core/src/scorers/onnx/tokenizer/auto-tokenizer.ts";
import { joinPair, probePairTemplate } from "../../../../../packages/core/src/scorers/onnx/tokenizer/pair-template.ts";
import { loadTokenizer } from "../../../../../packages/core/src/scorers/onnx/tokenizer/text-tokenizer.ts";

const fixtures = fileURLToPath(new URL("../../../../golden/fixtures", import.meta.url));
const folders = {
  "the bundled model": modelDirectory,
  BERT: join(fixtures, "bert"),
  "XLM-R": join(fixtures, "xlm-roberta"),
  RoBERTa: join(fixtures, "roberta-two-logits"),
  Qwen: join(fixtures, "decoder"),
};
const load = (folder: string, name?: "transformers" | "xenova") =>
  loadTokenizer(join(folder, "tokenizer.json"), join(folder, "tokenizer_config.json"), name);

const texts = [
  "how do I install rust",
  "Café ÅNGSTRÖM naïve",
  "北京的天气怎么样？今天很好。",
  "🚀 launch, e-mail; 24,896 €",
  "  spaces\n and \t tabs  ",
  "<|im_end|> [SEP] </s>",
  "",
];

// They are core's own, so they are found from there.
const core = createRequire(new URL("../../../../../packages/core/package.json", import.meta.url));

for (const name of ["transformers", "xenova"] as const) {
  describe(`AutoTokenizer of ${name}`, () => {
    for (const [family, folder] of Object.entries(folders)) {
      test(`${family}: tokens and pair template of the default tokenizer`, async () => {
        const [own, other] = await Promise.all([load(folder), load(folder, name)]);
        for (const text of texts) expect(other.encode(text), text).toEqual(own.encode(text));
        const { before, between, after } = other.template;
        expect({ before, between, after }).toEqual({
          before: own.template.before,
          between: own.template.between,
          after: own.template.after,
        });
        expect(other.textTemplate).toEqual(own.textTemplate);
        expect([other.maxTokens, other.vocabularySize]).toEqual([own.maxTokens, own.vocabularySize]);
      });
    }

    test("in the worker: the scores of the default tokenizer", async () => {
      await using own = await createReranker({ local: { blend: 0 } });
      await using other = await createReranker({ local: { blend: 0, tokenizer: name } });
      const scores = async (reranker: typeof own) =>
        (await reranker.rerank("install rust", ["rustup installs rust", "iron rusts"])).results.map(({ score }) => score);
      expect(await scores(other)).toEqual(await scores(own));
    });
  });
}

test("an AutoTokenizer object stands in for a tokenizer", async () => {
  const { AutoTokenizer } = core("@huggingface/transformers") as {
    AutoTokenizer: { from_pretrained(folder: string, options: object): Promise<AutoTokenizer> };
  };
  const plain = fromAutoTokenizer(await AutoTokenizer.from_pretrained(modelDirectory, { local_files_only: true }));
  const own = await load(modelDirectory);
  const template = probePairTemplate(plain.encode, plain.encodePair);
  expect(template).toEqual(own.template);
  const pair = joinPair(template, plain.encode("install rust"), plain.encode("iron"));
  expect(pair).toEqual(joinPair(own.template, own.encode("install rust"), own.encode("iron")));
});

test("GPT-2 and Qwen: a pair is one text after the other, as in Rust", async () => {
  const { template, encode } = await load(folders.Qwen);
  expect(template).toMatchObject({ before: [], between: [], after: [] });
  expect(joinPair(template, encode("rust"), encode("iron")).ids).toEqual([...encode("rust"), ...encode("iron")]);
});

test("RoBERTa: two separators between the texts", async () => {
  const { template } = await load(folders.RoBERTa);
  expect(template).toMatchObject({ before: [0], between: [2, 2], after: [2] });
});

test("a tokenizer.json that is not there is named, whichever package reads it", async () => {
  const folder = dirname(fixtures);
  await expect(load(folder, "transformers")).rejects.toMatchObject({ code: "model_not_found" });
});
