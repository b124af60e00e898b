import type { Warning } from "../../contract/index.ts";
import { openGuardedGraph, stoppedWhileLoading } from "../onnx/runtime/guarded-graph.ts";
import type { EncodedInput } from "../onnx/runtime/pad-batch.ts";
import { probeModel } from "../onnx/runtime/probe-model.ts";
import { checkTrust } from "../onnx/trust/trust-check.ts";
import type { PairEncoder } from "./encode-pairs.ts";
import { loadModelReader } from "./model-reader.ts";
import type { PairStart } from "./pair-messages.ts";
import { readScores } from "./score-head.ts";

/** Tokenizer and graph together, inside the worker. */
export interface WorkerModel {
  readonly maxTokens: number;
  readonly maxPaddedTokens: number | undefined;
  /** What the caller ought to know, though the model is served. */
  readonly warnings: readonly Warning[];
  readonly createEncoder: (query: string) => PairEncoder;
  /** One score for each pair; `undefined` when the process is ending. */
  score(pairs: readonly EncodedInput[]): Promise<number[] | undefined>;
  release(): Promise<void>;
}

/** Loads a model and sends a few pairs through it, so that a wrong file is an error now and not at the first query. */
export async function loadWorkerModel(start: PairStart): Promise<WorkerModel> {
  const { modelFile, tokenizerFile, layout, trust } = start;
  const { tokenizer, maxTokens, createEncoder, padding, head } = await loadModelReader(start);
  const graph = await openGuardedGraph(start, ["logits"], padding);
  const score = async (pairs: readonly EncodedInput[]) => {
    const answer = await graph.run(pairs);
    return answer && readScores(answer.output, pairs.length, head);
  };
  const model = {
    maxTokens,
    // Where padding looks like text, texts of different length cannot share a batch.
    maxPaddedTokens: graph.hasMask ? start.maxPaddedTokens : 1,
    createEncoder,
    score,
    release: async () => void (await graph.release()),
  };
  await probeModel({
    modelFile,
    tokenizerFile,
    inputs: (model.maxPaddedTokens === 1 ? ["document text"] : ["document text", "text"]).map(createEncoder("query")),
    names: ["pair", "pairs"],
    maxTokens,
    firstPosition: layout.firstPosition,
    vocabularySize: tokenizer.vocabularySize,
    run: score,
  });
  await graph.checkPlacement();
  const doubts = trust === "off" ? [] : await checkTrust((query, texts) => scoreTexts(model, query, texts), trust, modelFile);
  return { ...model, warnings: [...graph.warnings, ...doubts] };
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
    if (!some) throw stoppedWhileLoading();
    scores.push(...some);
  }
  return scores;
}
