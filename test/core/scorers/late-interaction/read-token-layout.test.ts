import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { readTokenLayout } from "../../../../packages/core/src/scorers/late-interaction/read-token-layout.ts";
import type { TokenLayoutOptions } from "../../../../packages/core/src/scorers/late-interaction/token-layout.ts";
import { makeTemporaryFolder } from "../../../data/temporary-folder.ts";

const bert = { model_type: "bert", max_position_embeddings: 512, type_vocab_size: 2 };

/** The layout of a model with these files, apart from what every one has. */
async function read(files: Record<string, unknown>, options: TokenLayoutOptions = {}, config: object = bert) {
  const folder = await makeTemporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  }
  return readTokenLayout(folder, config, options);
}

// As ColBERT writes it for colbertv2.0, without what it says of training.
const colbert = {
  query_token_id: "[unused0]",
  doc_token_id: "[unused1]",
  query_token: "[Q]",
  doc_token: "[D]",
  attend_to_mask_tokens: false,
  dim: 128,
  doc_maxlen: 180,
  mask_punctuation: true,
  query_maxlen: 32,
  similarity: "cosine",
  avoid_fork_if_possible: false,
};

// As PyLate writes it for its models.
const pyLate = {
  query_prefix: "[Q] ",
  document_prefix: "[D] ",
  query_length: 48,
  document_length: 300,
  do_query_expansion: false,
  attend_to_expansion_tokens: false,
  skiplist_words: [".", ","],
  prompts: {},
  similarity_fn_name: "MaxSim",
};

const modules = [
  { idx: 0, name: "0", path: "", type: "sentence_transformers.models.Transformer" },
  { idx: 1, name: "1", path: "1_Dense", type: "pylate.models.Dense.Dense" },
];

test("without a word of its own: what ColBERTv2 was trained with", async () => {
  expect(await read({})).toEqual({
    queryLength: 32,
    documentLength: 180,
    queryMarker: "[unused0]",
    documentMarker: "[unused1]",
    expandQueries: true,
    attendToExpansion: false,
    skipWords: [..."!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"],
    skipBy: "spelling",
    outputs: ["contextual", "token_embeddings", "last_hidden_state"],
    firstPosition: 0,
    types: 2,
  });
});

test("artifact.metadata, as ColBERT writes it", async () => {
  const layout = await read({
    "artifact.metadata": { ...colbert, query_maxlen: 64, doc_maxlen: 220, attend_to_mask_tokens: true },
  });
  expect(layout).toMatchObject({
    queryLength: 64,
    documentLength: 220,
    attendToExpansion: true,
    dimensions: 128,
    skipBy: "division",
  });
  expect(layout.skipWords).toHaveLength(32);
});

test("artifact.metadata that masks no punctuation, or says nothing of markers", async () => {
  const { query_token_id: _, doc_token_id: __, ...silent } = colbert;
  expect(await read({ "artifact.metadata": { ...silent, mask_punctuation: false } })).toMatchObject({
    skipWords: [],
    queryMarker: "[unused0]",
    documentMarker: "[unused1]",
  });
});

test("config_sentence_transformers.json and its dense layer, as PyLate writes them", async () => {
  const layout = await read({
    "config_sentence_transformers.json": pyLate,
    "modules.json": modules,
    "1_Dense/config.json": { in_features: 768, out_features: 96, bias: false },
  });
  expect(layout).toMatchObject({
    queryMarker: "[Q] ",
    documentMarker: "[D] ",
    queryLength: 48,
    documentLength: 300,
    expandQueries: false,
    attendToExpansion: false,
    skipWords: [".", ","],
    skipBy: "spelling",
    dimensions: 96,
  });
});

test("with both, PyLate's words go first, and how it skips words", async () => {
  const layout = await read({
    "artifact.metadata": colbert,
    "config_sentence_transformers.json": { ...pyLate, query_length: null },
  });
  expect(layout).toMatchObject({
    queryMarker: "[Q] ",
    documentLength: 300,
    queryLength: 32,
    dimensions: 128,
    skipBy: "spelling",
  });
});

test("the same file of another library, which says nothing of this", async () => {
  const layout = await read({ "config_sentence_transformers.json": { prompts: {} }, "artifact.metadata": colbert });
  expect(layout).toMatchObject({ queryMarker: "[unused0]", skipBy: "division" });
});

test("model.json goes before these files, and the caller before all", async () => {
  const files = { "config_sentence_transformers.json": pyLate };
  const own = { ...bert, queryLength: 16, documentMarker: "", output: "vectors" };
  expect(await read(files, {}, own)).toMatchObject({
    queryLength: 16,
    documentMarker: "",
    queryMarker: "[Q] ",
    outputs: ["vectors"],
  });
  const said = await read(files, { queryLength: 24, expandQueries: true, attendToExpansion: undefined }, own);
  expect(said).toMatchObject({ queryLength: 24, expandQueries: true, documentMarker: "" });
});

test("nobody looks at mask tokens that are not there", async () => {
  expect(await read({}, { expandQueries: false, attendToExpansion: true })).toMatchObject({ attendToExpansion: false });
});

test("positions: those of the RoBERTa family begin behind the padding's id", async () => {
  const roberta = { model_type: "xlm-roberta", max_position_embeddings: 514, pad_token_id: 1 };
  expect(await read({}, { documentLength: 512 }, roberta)).toMatchObject({ firstPosition: 2 });
  await expect(read({}, { documentLength: 513 }, roberta)).rejects.toMatchObject({
    code: "invalid_config",
    message: expect.stringContaining("positions for 512 tokens"),
  });
});

const corrupt: [name: string, files: Record<string, unknown>, words: string[]][] = [
  ["no JSON", { "artifact.metadata": "{" }, ["artifact.metadata", "not valid JSON"]],
  ["a length that is none", { "artifact.metadata": { query_maxlen: "32" } }, ["artifact.metadata", "query_maxlen", '"32"']],
  ["a list of something else", { "config_sentence_transformers.json": { skiplist_words: [1] } }, ["skiplist_words"]],
  ["modules that are none", { "modules.json": {} }, ["modules.json"]],
];

for (const [name, files, words] of corrupt) {
  test(`${name}: the file and the key are named`, async () => {
    const call = read(files);
    await expect(call).rejects.toMatchObject({ code: "invalid_model" });
    for (const word of words) await expect(call).rejects.toThrow(word);
  });
}

test("a value in model.json that cannot be: named with its key", async () => {
  await expect(read({}, {}, { ...bert, queryLength: 2 })).rejects.toMatchObject({
    code: "invalid_model",
    message: expect.stringMatching(/model\.json: queryLength cannot be 2/),
  });
});
