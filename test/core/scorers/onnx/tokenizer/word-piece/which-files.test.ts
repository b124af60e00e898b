import { expect, test } from "vitest";
import { fastWordPiece } from "../../../../../../packages/core/src/scorers/onnx/tokenizer/word-piece/index.ts";
import { openBoth, readFiles } from "./support/open-both.ts";

const { json, config } = readFiles();
const token = { id: 24_900, content: "new" };

const others: Record<string, { json: object; config?: object }> = {
  "another normaliser": { json: { ...json, normalizer: { type: "Lowercase" } } },
  "no normaliser": { json: { ...json, normalizer: null } },
  "control characters kept": { json: { ...json, normalizer: { ...json.normalizer, clean_text: false } } },
  "words between spaces only": { json: { ...json, pre_tokenizer: { type: "WhitespaceSplit" } } },
  "no way to split words": { json: { ...json, pre_tokenizer: null } },
  "unknown words in one": { json: { ...json, model: { ...json.model, fuse_unk: true } } },
  "an added token that is normalised": { json: { ...json, added_tokens: [...json.added_tokens, token] } },
  "another way to join texts": { json: { ...json, post_processor: { type: "ByteLevel" } } },
  "spaces taken out before": { json, config: { ...config, remove_space: true } },
  "accents taken out before": { json, config: { ...config, do_lowercase_and_remove_accent: true } },
};

for (const [name, files] of Object.entries(others)) {
  test(`left to the package: ${name}`, () => {
    expect(openBoth({ config, ...files }).isFast).toBe(false);
  });
}

test("left to the package: a file in which the token for unknown words is not in the vocabulary", () => {
  const slow = { encode: () => [], encodeText: () => [], encodePair: () => ({ ids: [], typeIds: [] }) };
  const without = { ...json, model: { ...json.model, unk_token: "<unk>" } };
  expect(fastWordPiece(slow, () => undefined, { json: without, config })).toBe(slow);
});

test("left to the package: one whose ids are others on the samples, as those of a later version may be", () => {
  const slow = { encode: () => [7], encodeText: () => [7], encodePair: () => ({ ids: [7], typeIds: [0] }) };
  expect(fastWordPiece(slow, (piece) => json.model.vocab[piece], { json, config })).toBe(slow);
});
