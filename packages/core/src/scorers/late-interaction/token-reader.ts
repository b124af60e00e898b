import { RerankError } from "../../contract/index.ts";
import type { TokenVectors } from "../../rank/index.ts";
import { toFloat32 } from "../onnx/runtime/to-float32.ts";
import type { TextTokenizer } from "../onnx/tokenizer/text-tokenizer.ts";
import { normaliseVector } from "../vectors/normalise-vector.ts";
import type { VectorStart } from "../vectors/vector-messages.ts";
import type { EncodedText, Output, TextRole, VectorInput, VectorReader } from "../vectors/vector-reader.ts";
import type { TokenLayout } from "./token-layout.ts";

/**
 * Reads texts as ColBERT does: `[CLS] marker text [SEP]`, queries filled up with mask tokens, and a vector of length 1 for each token but
 * those of skipped words in documents.
 * Khattab & Zaharia, ColBERT, 2020; Santhanam et al., ColBERTv2, 2022.
 *
 * @throws {RerankError} `invalid_tokenizer` for a marker that is no token, `invalid_config` for a length that leaves no room
 */
export function createTokenReader(
  tokenizer: TextTokenizer,
  { layout, tokenizerFile }: Pick<VectorStart<TokenLayout>, "layout" | "tokenizerFile">,
  maxTokens: number,
): VectorReader {
  const skipped = skippedTokens(tokenizer, layout);
  const templates = {
    query: templateOf("query", layout.queryMarker, layout.queryLength),
    document: templateOf("document", layout.documentMarker, layout.documentLength),
  };
  const expansion = layout.expandQueries ? expansionToken(tokenizer, tokenizerFile) : undefined;

  function templateOf(role: TextRole, marker: string, length: number) {
    const { before, after } = tokenizer.textTemplate;
    const start = marker === "" ? before : [...before, markerToken(tokenizer, tokenizerFile, role, marker)];
    const room = Math.min(length, maxTokens) - start.length - after.length;
    if (room >= 1) return { start, after, room };
    throw new RerankError("invalid_config", `${role}Length ${length} leaves no room for a ${role}`);
  }

  function encode(role: TextRole, text: string): EncodedText {
    const { start, after, room } = templates[role];
    const all = tokenizer.encode(text);
    const ids = [...start, ...all.slice(0, room), ...after];
    const cut = { keptTokens: Math.min(all.length, room), totalTokens: all.length };
    return role === "query" ? { ...expand(ids), ...cut } : { ids, kept: keptOf(ids), ...cut };
  }

  function expand(ids: number[]): Pick<EncodedText, "ids" | "attended"> {
    if (expansion === undefined) return { ids };
    const missing = Math.max(0, Math.min(layout.queryLength, maxTokens) - ids.length);
    const filled = [...ids, ...new Array<number>(missing).fill(expansion)];
    return { ids: filled, attended: layout.attendToExpansion ? filled.length : ids.length };
  }

  function keptOf(ids: readonly number[]): number[] {
    const positions = [...ids.keys()];
    const kept = positions.filter((position) => !skipped.has(ids[position] as number));
    // Where a tokenizer puts nothing around a text, one of nothing but punctuation would have no vector at all.
    return kept.length > 0 ? kept : positions;
  }

  return { encode, read: readTokenVectors };
}

/** The vectors of the tokens that are kept, each of length 1. */
function readTokenVectors(output: Output | undefined, texts: readonly VectorInput[]): TokenVectors[] {
  const values = toFloat32(output);
  const [rows, width = 0, dimensions = 0] = output?.dims ?? [];
  if (!output || !values || output.dims.length !== 3 || rows !== texts.length || rows * width * dimensions !== values.length) {
    const found = output ? `type ${output.type} and shape ${output.dims.join(" x ")}` : "no type";
    throw new RerankError(
      "invalid_model",
      `the model returned ${found} for ${texts.length} texts; expected float32 or float16 of three axes: texts, tokens and dimensions. ` +
        "A model with one vector for a text is a biEncoder",
    );
  }
  return texts.map(({ ids, kept = [...ids.keys()] }, row) => {
    const data = new Float32Array(kept.length * dimensions);
    kept.forEach((position, i) => {
      const start = (row * width + position) * dimensions;
      data.set(values.subarray(start, start + dimensions), i * dimensions);
      normaliseVector(data, i * dimensions, dimensions);
    });
    return { dimensions, data };
  });
}

function markerToken(tokenizer: TextTokenizer, tokenizerFile: string, role: TextRole, marker: string): number {
  // PyLate's markers end in a space that not every tokenizer has in its list.
  const id = tokenizer.tokenId(marker) ?? tokenizer.tokenId(marker.trim());
  if (id !== undefined) return id;
  throw new RerankError(
    "invalid_tokenizer",
    `${tokenizerFile} has no token ${JSON.stringify(marker)}, which stands before every ${role}: set ${role}Marker to the one that the model ` +
      'was trained with, or to "" for none',
  );
}

function expansionToken(tokenizer: TextTokenizer, tokenizerFile: string): number {
  const id = tokenizer.specialId("mask") ?? tokenizer.specialId("eos") ?? tokenizer.specialId("pad");
  if (id !== undefined) return id;
  throw new RerankError(
    "invalid_tokenizer",
    `${tokenizerFile} and its configuration name no mask token to fill queries up with; set expandQueries to false if the model needs none`,
  );
}

function skippedTokens(tokenizer: TextTokenizer, { skipWords, skipBy }: TokenLayout): ReadonlySet<number> {
  const ids = skipWords.map((word) => (skipBy === "spelling" ? tokenizer.tokenId(word) : tokenizer.encode(word)[0]));
  return new Set(ids.filter((id) => id !== undefined));
}
