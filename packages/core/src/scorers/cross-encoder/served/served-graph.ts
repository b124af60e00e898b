import { RerankError, type Warning } from "../../../contract/index.ts";
import type { EncodedPair } from "../../onnx/tokenizer/pair-template.ts";
import { checkTrust, type Trust } from "../../onnx/trust/trust-check.ts";
import type { ModelReader } from "../model-reader.ts";
import { readScores } from "../score-head.ts";
import type { ExchangeContext, InferenceConnection } from "./inference-connection.ts";
import { inferenceRequest, readInference } from "./inference-tensors.ts";
import { readServedModel } from "./read-served-model.ts";

/** A graph on a server, ready for pairs. */
export interface ServedGraph {
  /** Most pairs of a request. */
  readonly maxBatch: number;
  /** Most tokens of a request, padding included. */
  readonly maxPaddedTokens: number;
  /** What the caller ought to know, though the model is used. */
  readonly warnings: readonly Warning[];
  score(pairs: readonly EncodedPair[], context: ExchangeContext): Promise<ScoredBatch>;
}

export interface ScoredBatch {
  scores: number[];
  attempts: number;
  waitedMs: number;
}

export interface ServedGraphOptions {
  model: string;
  maxBatch?: number;
  trust: Trust;
}

// Where the server does not say. Small enough that a deadline has partial scores, large enough that a GPU has something to do.
const usualBatch = 32;
const mostPaddedTokens = 8192;

/**
 * Asks a server what its model takes, and sends samples through it: a tokenizer of another model would not show otherwise.
 *
 * @throws {RerankError} `invalid_model`, `untrustworthy_model`, and what transport throws
 */
export async function openServedGraph(
  connection: InferenceConnection,
  { head, padding, createEncoder, maxTokens }: ModelReader,
  { model, maxBatch = Number.POSITIVE_INFINITY, trust }: ServedGraphOptions,
  signal: AbortSignal,
): Promise<ServedGraph> {
  const served = await readServedModel(connection, model, { signal });
  const hasMask = served.inputs.some(({ name }) => name === "attention_mask");

  async function score(pairs: readonly EncodedPair[], context: ExchangeContext): Promise<ScoredBatch> {
    const { answer, ...sent } = await connection.infer(inferenceRequest(pairs, served, padding), context);
    return { scores: readScores(readInference(answer, served.output.name), pairs.length, head), ...sent };
  }

  const scoreTexts = async (query: string, texts: readonly string[]) => {
    const pairs = texts.map(createEncoder(query));
    return (await Promise.all(pairs.map((pair) => score([pair], { signal })))).flatMap(({ scores }) => scores);
  };
  if (served.width !== undefined && maxTokens > served.width) {
    throw new RerankError(
      "invalid_config",
      `the served model ${model} takes pairs of exactly ${served.width} tokens; set maxTokens to ${served.width}`,
      { provider: "triton" },
    );
  }
  return {
    maxBatch: Math.min(maxBatch, served.maxBatch ?? usualBatch),
    maxPaddedTokens: hasMask ? mostPaddedTokens : 1,
    warnings: trust === "off" ? [] : await checkTrust(scoreTexts, trust, `the served model ${model}`),
    score,
  };
}
