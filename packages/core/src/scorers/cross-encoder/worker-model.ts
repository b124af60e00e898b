import { RerankError, type Warning } from "../../contract/index.ts";
import { enterNative } from "../onnx/pool/exit-guard.ts";
import { openOnnxSession } from "../onnx/runtime/onnx-session.ts";
import { padBatch } from "../onnx/runtime/pad-batch.ts";
import type { EncodedPair } from "../onnx/tokenizer/pair-template.ts";
import { checkTrust } from "../onnx/trust/trust-check.ts";
import type { WindowedPair } from "./encode-pairs.ts";
import { loadModelReader } from "./model-reader.ts";
import type { PairStart } from "./pair-messages.ts";
import { probeModel } from "./probe-model.ts";
import { readScores } from "./score-head.ts";

/** Tokenizer and graph together, inside the worker. */
export interface WorkerModel {
  readonly maxTokens: number;
  readonly maxPaddedTokens: number | undefined;
  /** What the caller ought to know, though the model is served. */
  readonly warnings: readonly Warning[];
  readonly createEncoder: (query: string) => (text: string) => WindowedPair;
  /** One score for each pair; `undefined` when the process is ending. */
  score(pairs: readonly EncodedPair[]): Promise<number[] | undefined>;
  release(): Promise<void>;
}

/** Loads a model and sends a few pairs through it, so that a wrong file is an error now and not at the first query. */
export async function loadWorkerModel(start: PairStart): Promise<WorkerModel> {
  const { guard, modelFile, trust } = start;
  const { tokenizer, maxTokens, createEncoder, padding, head } = await loadModelReader(start);
  const session = await enterNative(guard, () => openOnnxSession(start));
  if (!session) throw stopped();
  const score = async (pairs: readonly EncodedPair[]) => {
    const output = await enterNative(guard, async () => ({ logits: await session.run(padBatch(pairs, padding)) }));
    return output && readScores(output.logits, pairs.length, head);
  };
  const model = {
    maxTokens,
    // Where padding looks like text, texts of different length cannot share a batch.
    maxPaddedTokens: session.hasMask ? start.maxPaddedTokens : 1,
    createEncoder,
    score,
    release: async () => void (await session.release()),
  };
  await probeModel(model, tokenizer, start);
  await session.checkPlacement();
  const doubts = trust === "off" ? [] : await checkTrust((query, texts) => scoreTexts(model, query, texts), trust, modelFile);
  return { ...model, warnings: [...session.warnings, ...doubts] };
}

async function scoreTexts(
  model: Pick<WorkerModel, "createEncoder" | "maxPaddedTokens" | "score">,
  query: string,
  texts: readonly string[],
) {
  const encode = model.createEncoder(query);
  const batches = model.maxPaddedTokens === 1 ? texts.map((text) => [encode(text)]) : [texts.map(encode)];
  const scores: number[] = [];
  for (const batch of batches) {
    const some = await model.score(batch);
    if (!some) throw stopped();
    scores.push(...some);
  }
  return scores;
}

function stopped(): RerankError {
  return new RerankError("disposed", "the reranker was disposed while its model was loading");
}
