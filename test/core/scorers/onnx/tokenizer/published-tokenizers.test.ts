import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { modelDirectory } from "@secondpass/model-mini";
import { describe, expect, test } from "vitest";
import { joinPair } from "../../../../../packages/core/src/scorers/onnx/tokenizer/pair-template.ts";
import { loadTokenizer } from "../../../../../packages/core/src/scorers/onnx/tokenizer/text-tokenizer.ts";
import { noSharedData, sharedData } from "../../../../data/shared-data.ts";

interface PlainTokenizer {
  encode(text: string, options: object): { ids: number[]; token_type_ids: number[] };
}

// The tokenizer is core's dependency, not the workspace's, so it is found from there.
const core = createRequire(new URL("../../../../../packages/core/package.json", import.meta.url));
const { Tokenizer }: { Tokenizer: new (json: object, config: object) => PlainTokenizer } = core("@huggingface/tokenizers");

const texts = [
  "how do I install rust",
  "Café ÅNGSTRÖM naïve Łódź Ελλάδα Ёлка",
  "北京的天气怎么样？今天很好。",
  "東京の天気 ｶﾞｽ 서울의 날씨 สวัสดี",
  "🚀 launch 👩‍💻 flag 🇫🇷!",
  "ends with [SEP] and goes on [CLS] [PAD] [MASK] [UNK]",
  "[SEP]",
  "  leading and trailing  \n\t",
  "a\0b \u200b zero\u00adwidth \ufeff",
  "don't l’été e-mail C++ 24,896 €100 ½ ﬁne",
  `${"long".repeat(60)} word`,
  "x",
];

const models = [
  { name: "the bundled model", folder: modelDirectory, reason: undefined },
  ...["ms-marco-MiniLM-L-6-v2", "bge-small-en-v1.5"].map((name) => ({
    name,
    folder: join(sharedData, "model-assets", name),
    reason: noSharedData,
  })),
];

for (const { name, folder, reason } of models) {
  describe(name, () => {
    const files = [join(folder, "tokenizer.json"), join(folder, "tokenizer_config.json")] as const;
    const own = () => loadTokenizer(...files);
    const plain = () => {
      const [json, config] = files.map((file) => JSON.parse(readFileSync(file, "utf8")));
      return new Tokenizer(json, config);
    };

    test("a pair put together from its parts is the tokenizer's own pair", async ({ skip }) => {
      skip(reason !== undefined, reason);
      const tokenizer = await own();
      const reference = plain();
      for (const query of texts) {
        for (const document of texts) {
          const { ids, token_type_ids } = reference.encode(query, { text_pair: document, return_token_type_ids: true });
          const joined = joinPair(tokenizer.template, tokenizer.encode(query), tokenizer.encode(document));
          expect(joined, `${query} + ${document}`).toEqual({ ids, typeIds: token_type_ids });
        }
      }
    });

    test("a text put together from its parts is the tokenizer's own", async ({ skip }) => {
      skip(reason !== undefined, reason);
      const { encode, textTemplate } = await own();
      const reference = plain();
      for (const text of texts) {
        const joined = [...textTemplate.before, ...encode(text), ...textTemplate.after];
        expect(joined, text).toEqual(reference.encode(text, {}).ids);
      }
    });

    test("tokens by their spelling and by their part", async ({ skip }) => {
      skip(reason !== undefined, reason);
      const { tokenId, specialId, encode, textTemplate } = await own();
      expect([tokenId("[CLS]"), tokenId("[SEP]")]).toEqual([...textTemplate.before, ...textTemplate.after]);
      expect([tokenId("rust"), tokenId(",")]).toEqual(encode("rust,"));
      expect([tokenId("no such token"), tokenId("constructor x"), specialId("eos")]).toEqual([undefined, undefined, undefined]);
      expect(specialId("mask")).toBe(tokenId("[MASK]"));
      expect(specialId("pad")).toBe(0);
    });

    test("an empty document keeps its separator, as in Python; the tokenizer of JavaScript takes it for no pair", async ({
      skip,
    }) => {
      skip(reason !== undefined, reason);
      const tokenizer = await own();
      const { ids } = joinPair(tokenizer.template, tokenizer.encode("query"), tokenizer.encode(""));
      // [CLS] query [SEP] [SEP]
      const single = plain().encode("query", {}).ids;
      expect(ids).toEqual([...single, single.at(-1)]);
    });

    test("size of the vocabulary and longest pair are those of the files", async ({ skip }) => {
      skip(reason !== undefined, reason);
      const { vocabularySize, maxTokens } = await own();
      const config = JSON.parse(readFileSync(join(folder, "config.json"), "utf8"));
      expect({ vocabularySize, maxTokens }).toEqual({ vocabularySize: config.vocab_size, maxTokens: 512 });
    });
  });
}
