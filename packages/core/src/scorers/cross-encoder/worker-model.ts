import { RerankError } from "../../contract/index.ts";
import { createPairEncoder } from "./encode-pairs.ts";
import { enterNative } from "./exit-guard.ts";
import { openOnnxSession } from "./onnx-session.ts";
import { padBatch } from "./pad-batch.ts";
import { type EncodedPair, templateLength } from "./pair-template.ts";
import { loadTokenizer, type TextTokenizer } from "./text-tokenizer.ts";
import type { WorkerStart } from "./worker-messages.ts";

/** Tokenizer and graph together, inside the worker. */
export interface WorkerModel {
  readonly maxTokens: number;
  readonly maxPaddedTokens: number | undefined;
  readonly createEncoder: (query: string) => ReturnType<typeof createPairEncoder>;
  /** One logit for each pair; `undefined` when the process is ending. */
  score(pairs: readonly EncodedPair[]): Promise<number[] | undefined>;
  release(): Promise<void>;
}

/** Loads a model and sends one pair through it, so that a wrong file is an error now and not at the first query. */
export async function loadWorkerModel(start: WorkerStart): Promise<WorkerModel> {
  const tokenizer = await loadTokenizer(start.tokenizerFile, start.tokenizerConfigFile);
  checkVocabulary(tokenizer, start);
  const session = await enterNative(start.guard, () => openOnnxSession(start.modelFile));
  if (!session) throw new RerankError("disposed", "the reranker was disposed while its model was loading");
  const maxTokens = Math.min(start.maxTokens, tokenizer.maxTokens ?? Number.POSITIVE_INFINITY);
  if (maxTokens <= templateLength(tokenizer.template) + 1) {
    throw new RerankError("invalid_config", `maxTokens ${maxTokens} leaves no room for a query and a document`);
  }
  const model: WorkerModel = {
    maxTokens,
    maxPaddedTokens: start.maxPaddedTokens,
    createEncoder: (query) => createPairEncoder(tokenizer, query, maxTokens),
    score: (pairs) => enterNative(start.guard, () => session.run(padBatch(pairs, start.padId))),
    release: async () => void (await session.release()),
  };
  await probe(model);
  return model;
}

async function probe(model: WorkerModel): Promise<void> {
  const encode = model.createEncoder("query");
  try {
    // Two texts of different lengths, so that a graph with a fixed batch size or length shows itself.
    await model.score([encode("document text"), encode("text")]);
  } catch (cause) {
    throw new RerankError("invalid_model", `the model does not take a batch of two pairs: ${(cause as Error).message}`, {
      cause,
    });
  }
}

function checkVocabulary(tokenizer: TextTokenizer, { vocabularySize, tokenizerFile }: WorkerStart): void {
  if (vocabularySize === undefined || tokenizer.vocabularySize <= vocabularySize) return;
  throw new RerankError(
    "invalid_tokenizer",
    `${tokenizerFile} has ${tokenizer.vocabularySize} pieces but the model knows ${vocabularySize}: it belongs to another model`,
  );
}
