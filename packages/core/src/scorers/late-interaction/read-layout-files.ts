import * as v from "valibot";
import { readOptionalJson } from "../../io/read-optional-json.ts";
import { readDenseLength } from "../vectors/dense-layers.ts";
import type { TokenLayout, TokenLayoutOptions } from "./token-layout.ts";

const length = v.nullish(v.pipe(v.number(), v.integer(), v.minValue(4)));
const flag = v.nullish(v.boolean());
const text = v.nullish(v.string());

/** What PyLate, and exporters after it, write into `config_sentence_transformers.json`. */
const pyLateSchema = v.object({
  query_prefix: text,
  document_prefix: text,
  query_length: length,
  document_length: length,
  do_query_expansion: flag,
  attend_to_expansion_tokens: flag,
  skiplist_words: v.nullish(v.array(v.string())),
  embedding_dim: v.nullish(v.pipe(v.number(), v.integer(), v.minValue(1))),
});

/** What ColBERT itself writes into `artifact.metadata`, among much about its training. */
const colbertSchema = v.object({
  query_token_id: text,
  doc_token_id: text,
  query_maxlen: length,
  doc_maxlen: length,
  attend_to_mask_tokens: flag,
  mask_punctuation: flag,
  dim: v.nullish(v.pipe(v.number(), v.integer(), v.minValue(1))),
});

/** What the files that came with a model say of how it reads texts. */
export interface LayoutFiles {
  said: TokenLayoutOptions;
  skipBy: TokenLayout["skipBy"];
}

/**
 * Reads them; where a model has both, PyLate's go first.
 *
 * @throws {RerankError} `invalid_model` naming a file that cannot be read
 */
export async function readLayoutFiles(directory: string): Promise<LayoutFiles> {
  const pyLate = await readOptionalJson(directory, "config_sentence_transformers.json", pyLateSchema);
  const colbert = await readOptionalJson(directory, "artifact.metadata", colbertSchema);
  const dense = await readDenseLength(directory);
  // Of other libraries' models the first file is there as well, without any of this in it.
  const isPyLate = typeof pyLate?.query_prefix === "string";
  const said = {
    queryMarker: pyLate?.query_prefix ?? colbert?.query_token_id,
    documentMarker: pyLate?.document_prefix ?? colbert?.doc_token_id,
    queryLength: pyLate?.query_length ?? colbert?.query_maxlen,
    documentLength: pyLate?.document_length ?? colbert?.doc_maxlen,
    expandQueries: pyLate?.do_query_expansion,
    attendToExpansion: pyLate?.attend_to_expansion_tokens ?? colbert?.attend_to_mask_tokens,
    skipWords: pyLate?.skiplist_words ?? (colbert?.mask_punctuation === false ? [] : undefined),
    dimensions: pyLate?.embedding_dim ?? dense ?? colbert?.dim,
  };
  const found = Object.entries(said).filter(([, value]) => value !== undefined && value !== null);
  return { said: Object.fromEntries(found), skipBy: colbert && !isPyLate ? "division" : "spelling" };
}
