import { RerankError, type Warning } from "../../contract/index.ts";
import { createPairEncoder, type WindowedPair } from "./encode-pairs.ts";
import { enterNative } from "./exit-guard.ts";
import { openOnnxSession } from "./onnx-session.ts";
import { padBatch } from "./pad-batch.ts";
import { type EncodedPair, templateLength } from "./pair-template.ts";
import { probeModel } from "./probe-model.ts";
import { createPromptEncoder } from "./prompt-encoder.ts";
import { type HeadOptions, readScores } from "./score-head.ts";
import { loadTokenizer, type TextTokenizer } from "./text-tokenizer.ts";
import { checkTrust } from "./trust-check.ts";
import type { WorkerStart } from "./worker-messages.ts";

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
export async function loadWorkerModel(start: WorkerStart): Promise<WorkerModel> {
  const { guard, modelFile, padId, layout, trust } = start;
  const tokenizer = await loadTokenizer(start.tokenizerFile, start.tokenizerConfigFile, start.tokenizer);
  checkVocabulary(tokenizer, start);
  const maxTokens = Math.min(start.maxTokens, tokenizer.maxTokens ?? Number.POSITIVE_INFINITY);
  const createEncoder = encoderOf(tokenizer, maxTokens, start);
  const head: HeadOptions = { ...layout, answers: findAnswers(tokenizer, start) };
  const session = await enterNative(guard, () => openOnnxSession(start));
  if (!session) throw stopped();
  const padding = {
    padId,
    side: layout.prompt ? "left" : "right",
    firstPosition: layout.firstPosition,
    types: layout.types,
  } as const;
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

function encodePairsOf(tokenizer: TextTokenizer, maxTokens: number, { layout }: WorkerStart): WorkerModel["createEncoder"] {
  if (maxTokens <= templateLength(tokenizer.template) + 1) {
    throw new RerankError("invalid_config", `maxTokens ${maxTokens} leaves no room for a query and a document`);
  }
  return (query) => createPairEncoder(tokenizer, query, maxTokens, layout.truncation);
}

function encoderOf(tokenizer: TextTokenizer, maxTokens: number, start: WorkerStart): WorkerModel["createEncoder"] {
  const { prompt } = start.layout;
  return prompt ? createPromptEncoder(tokenizer, prompt, maxTokens) : encodePairsOf(tokenizer, maxTokens, start);
}

function findAnswers(tokenizer: TextTokenizer, { layout, tokenizerFile }: WorkerStart): HeadOptions["answers"] {
  if (!layout.prompt) return undefined;
  const tokenOf = (answer: string) => {
    const [id, ...more] = tokenizer.encode(answer);
    if (id !== undefined && more.length === 0) return id;
    throw new RerankError("invalid_config", `the answer ${JSON.stringify(answer)} is not one token of ${tokenizerFile}`);
  };
  const { yes, no } = layout.prompt;
  return { yes: tokenOf(yes), ...(no !== undefined && { no: tokenOf(no) }) };
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

function checkVocabulary(tokenizer: TextTokenizer, { vocabularySize, tokenizerFile }: WorkerStart): void {
  if (vocabularySize === undefined || tokenizer.vocabularySize <= vocabularySize) return;
  throw new RerankError(
    "invalid_tokenizer",
    `${tokenizerFile} has ${tokenizer.vocabularySize} pieces but the model knows ${vocabularySize}: it belongs to another model`,
  );
}
