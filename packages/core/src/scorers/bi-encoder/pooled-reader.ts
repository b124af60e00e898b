import { RerankError } from "../../contract/index.ts";
import type { TokenVectors } from "../../rank/index.ts";
import { toFloat32 } from "../onnx/runtime/to-float32.ts";
import type { TextTokenizer } from "../onnx/tokenizer/text-tokenizer.ts";
import { normaliseVector } from "../vectors/normalise-vector.ts";
import type { VectorStart } from "../vectors/vector-messages.ts";
import type { EncodedText, Output, TextRole, VectorInput, VectorReader } from "../vectors/vector-reader.ts";
import { poolTokens } from "./pool-tokens.ts";
import type { PoolingLayout } from "./pooling-layout.ts";

/**
 * Reads texts as sentence-transformers does: prompt and text between the tokenizer's special tokens, and one vector of length 1.
 * Reimers & Gurevych, Sentence-BERT, 2019.
 *
 * @throws {RerankError} `invalid_config` for a prompt that leaves no room
 */
export function createPooledReader(
  tokenizer: TextTokenizer,
  { layout, modelFile }: Pick<VectorStart<PoolingLayout>, "layout" | "modelFile">,
  maxTokens: number,
): VectorReader {
  const { before, after } = tokenizer.textTemplate;
  const room = maxTokens - before.length - after.length;
  const prompts = { query: layout.queryPrompt, document: layout.documentPrompt };
  const promptTokens = { query: tokenizer.encode(prompts.query).length, document: tokenizer.encode(prompts.document).length };
  for (const role of ["query", "document"] as const) {
    if (room > promptTokens[role]) continue;
    throw new RerankError("invalid_config", `maxTokens ${maxTokens} leaves no room for a ${role} behind its prompt`);
  }

  function encode(role: TextRole, text: string): EncodedText {
    const all = tokenizer.encode(prompts[role] + text);
    const kept = Math.min(all.length, room);
    return {
      ids: [...before, ...all.slice(0, kept), ...after],
      keptTokens: Math.max(0, kept - promptTokens[role]),
      totalTokens: Math.max(0, all.length - promptTokens[role]),
    };
  }

  function read(output: Output | undefined, texts: readonly VectorInput[]): TokenVectors[] {
    const values = toFloat32(output);
    const dims = output?.dims ?? [];
    const fits = dims[0] === texts.length && dims.reduce((product, size) => product * size, 1) === values?.length;
    if (!values || !fits || (dims.length !== 2 && dims.length !== 3)) throw unreadable(output, texts.length);
    const dimensions = dims.at(-1) as number;
    const width = dims.length === 3 ? (dims[1] as number) : 1;
    return texts.map(({ ids }, row) => {
      const tokens = values.subarray(row * width * dimensions, (row + 1) * width * dimensions);
      const data = dims.length === 2 ? Float32Array.from(tokens) : poolTokens(tokens, dimensions, ids.length, howToPool());
      normaliseVector(data, 0, dimensions);
      return { dimensions, data };
    });
  }

  function howToPool() {
    if (layout.denseLength !== undefined) {
      throw new RerankError(
        "invalid_model",
        `${modelFile} ends before the dense layer that the model has after pooling, which makes vectors of ${layout.denseLength} dimensions; ` +
          "use a graph that has the output sentence_embedding",
      );
    }
    if (layout.pooling) return layout.pooling;
    throw new RerankError(
      "invalid_config",
      `${modelFile} returns a vector for each token, and nothing says how one is made of them: set pooling to mean, cls, last or max, as the ` +
        "model was trained with",
    );
  }

  return { encode, read };
}

function unreadable(output: Output | undefined, rows: number): RerankError {
  const found = output ? `type ${output.type} and shape ${output.dims.join(" x ")}` : "no type";
  return new RerankError(
    "invalid_model",
    `the model returned ${found} for ${rows} texts; expected float32 or float16, a vector for each text or for each of its tokens`,
  );
}
