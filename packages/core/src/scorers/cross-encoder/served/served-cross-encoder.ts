import { RerankError, type ScoreContext, type Scores } from "../../../contract/index.ts";
import { startCallBudget } from "../../../io/call-budget.ts";
import { forEachInTurns } from "../../../io/for-each-in-turns.ts";
import { readTokenizerDirectory } from "../../../io/model-directory.ts";
import { modelFingerprint } from "../../onnx/pool/model-fingerprint.ts";
import { padIdOf } from "../../onnx/runtime/first-position.ts";
import { rerankerFromScorer } from "../../reranker-from-scorer.ts";
import type { CrossEncoder } from "../cross-encoder.ts";
import type { WindowedPair } from "../encode-pairs.ts";
import { loadModelReader } from "../model-reader.ts";
import { readLayout } from "../read-layout.ts";
import { createInferenceConnection } from "./inference-connection.ts";
import { planInference } from "./plan-inference.ts";
import { openServedGraph, type ScoredBatch, type ServedGraph } from "./served-graph.ts";
import type { ServedCrossEncoderOptions } from "./served-options.ts";

/**
 * Runs a cross-encoder on a server of the Open Inference Protocol, version 2 (Triton, KServe, OpenVINO Model Server): tokenised
 * here, run there. The raw logit is the score, what is cut is in the receipt, as with a model on this machine.
 *
 * The server is asked at the first call, so that it may start later than this process.
 *
 * @throws {RerankError} `model_not_found`, `invalid_tokenizer`, `invalid_config`; at the first call `invalid_model`,
 * `untrustworthy_model`
 */
export async function createServedCrossEncoder(options: ServedCrossEncoderOptions): Promise<CrossEncoder> {
  const { model } = options;
  const { config, tokenizerFile, tokenizerConfigFile } = await readTokenizerDirectory(options.directory);
  const { maxTokens: known, ...layout } = readLayout(config, options);
  const reader = await loadModelReader({
    tokenizerFile,
    tokenizerConfigFile,
    layout,
    padId: padIdOf(config),
    ...(config.vocab_size !== undefined && { vocabularySize: config.vocab_size }),
    maxTokens: Math.min(options.maxTokens ?? known, known),
  });
  const connection = createInferenceConnection(options);
  const trust = options.trust ?? config.trust ?? "error";
  const lifetime = new AbortController();
  let opened: Promise<ServedGraph> | undefined;

  /** All calls wait for the same answer, so no single call's abort ends it. */
  function open(): Promise<ServedGraph> {
    const graphOptions = { model, trust, ...(options.maxBatch !== undefined && { maxBatch: options.maxBatch }) };
    opened ??= openServedGraph(connection, reader, graphOptions, lifetime.signal).catch((error) => {
      // Asked again at the next call: a server that was down may be up by then.
      opened = undefined;
      throw error;
    });
    return opened;
  }

  async function score(query: string, texts: readonly string[], context: ScoreContext): Promise<Scores> {
    const startedAt = performance.now();
    const graph = await open();
    context.signal.throwIfAborted();
    const encode = reader.createEncoder(query);
    const pairs: WindowedPair[] = [];
    await forEachInTurns(texts, context.signal, (text) => pairs.push(encode(text)));
    const batches = planInference(
      pairs.map(({ ids }) => ids.length),
      { maxBatch: graph.maxBatch, maxPaddedTokens: graph.maxPaddedTokens, inOrder: context.deadlineAt !== undefined },
    );
    const sent = await sendAll(graph, batches, pairs, context);
    const scores: number[] = new Array(texts.length);
    batches.forEach((batch, at) => {
      batch.forEach((position, i) => {
        scores[position] = sent[at]?.scores[i] as number;
      });
    });
    const queueMs = sent.reduce((sum, { waitedMs }) => sum + waitedMs, 0);
    return {
      scores,
      truncated: pairs.flatMap(({ keptTokens, totalTokens }, index) =>
        keptTokens < totalTokens ? [{ index, keptTokens, totalTokens }] : [],
      ),
      requests: sent.map(({ attempts, durationMs }, at) => ({ documents: batches[at]?.length ?? 0, attempts, durationMs })),
      usage: {
        inputTokens: pairs.reduce((sum, { ids }) => sum + ids.length, 0),
        calls: sent.reduce((sum, { attempts }) => sum + attempts, 0),
      },
      timing: { queueMs, inferenceMs: performance.now() - startedAt },
      warnings: [...graph.warnings, ...queryWarnings(pairs)],
    };
  }

  // The tokenizer by its content: where it lies says nothing, and is another place on another machine.
  const settings = ["triton", options.baseUrl, model, options.version, layout, reader.maxTokens];
  const fingerprint = await modelFingerprint([tokenizerFile, tokenizerConfigFile], settings);
  const reranker = rerankerFromScorer({
    id: `triton:${model}`,
    scoreScale: "logit",
    supports: { pointwise: true, abort: true, instructions: false, maxTokens: reader.maxTokens },
    fingerprint,
    score,
    async measureTokens(query, texts, { signal }) {
      const encode = reader.createEncoder(query);
      const tokens: number[] = [];
      await forEachInTurns(texts, signal, (text) => tokens.push(encode(text).totalTokens));
      return { tokens, room: encode.room };
    },
    dispose: async () => lifetime.abort(new RerankError("disposed", `triton:${model} was disposed`)),
  });
  return { reranker, blend: config.blend ?? 0, feedback: config.feedback ?? 0 };
}

interface SentBatch extends ScoredBatch {
  durationMs: number;
}

/** All batches at once, as many under way as the account allows; the first failure ends the others. */
async function sendAll(
  graph: ServedGraph,
  batches: readonly (readonly number[])[],
  pairs: readonly WindowedPair[],
  { signal, deadlineAt, onScores }: ScoreContext,
): Promise<SentBatch[]> {
  const budget = startCallBudget({ signals: [signal] });
  const context = { signal: budget.signal, ...(deadlineAt !== undefined && { deadlineAt }) };
  try {
    return await Promise.all(
      batches.map(async (batch) => {
        const startedAt = performance.now();
        const scored = await graph.score(
          batch.map((position) => pairs[position] as WindowedPair),
          context,
        );
        onScores(batch, scored.scores);
        return { ...scored, durationMs: performance.now() - startedAt };
      }),
    );
  } catch (error) {
    budget.fail(error);
    throw error;
  } finally {
    budget.end();
  }
}

function queryWarnings(pairs: readonly WindowedPair[]): Scores["warnings"] & object {
  if (!pairs.some(({ queryTruncated }) => queryTruncated)) return [];
  return [{ code: "query_truncated", message: "the query alone nearly fills the model's window and was cut to half of it" }];
}
