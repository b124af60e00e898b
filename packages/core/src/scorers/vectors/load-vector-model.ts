import { RerankError, type Warning } from "../../contract/index.ts";
import { maxSimOf, type TokenVectors } from "../../rank/index.ts";
import { openGuardedGraph, stoppedWhileLoading } from "../onnx/runtime/guarded-graph.ts";
import { probeModel } from "../onnx/runtime/probe-model.ts";
import { checkVocabulary } from "../onnx/tokenizer/check-vocabulary.ts";
import { loadTokenizer, type TextTokenizer } from "../onnx/tokenizer/text-tokenizer.ts";
import { checkTrust } from "../onnx/trust/trust-check.ts";
import { trustExplanations } from "./trust-explanations.ts";
import type { VectorInfo, VectorLayout, VectorStart } from "./vector-messages.ts";
import type { EncodedText, TextRole, VectorInput, VectorReader } from "./vector-reader.ts";

/** Tokenizer and graph together, inside the worker. */
export interface VectorModel {
  readonly info: VectorInfo;
  readonly maxPaddedTokens: number | undefined;
  encode(role: TextRole, text: string): EncodedText;
  /** The vectors of each text; `undefined` when the process is ending. */
  vectorsOf(texts: readonly EncodedText[]): Promise<TokenVectors[] | undefined>;
  release(): Promise<void>;
}

/** Makes the reader of one kind of model. */
export type MakeReader<Layout extends VectorLayout> = (
  tokenizer: TextTokenizer,
  start: VectorStart<Layout>,
  maxTokens: number,
) => VectorReader;

/** Loads a model and sends a few texts through it, so that a wrong file is an error now and not at the first query. */
export async function loadVectorModel<Layout extends VectorLayout>(
  start: VectorStart<Layout>,
  makeReader: MakeReader<Layout>,
): Promise<VectorModel> {
  const { modelFile, tokenizerFile, layout, padId, trust } = start;
  const tokenizer = await loadTokenizer(tokenizerFile, start.tokenizerConfigFile, start.tokenizer);
  checkVocabulary(tokenizer, start.vocabularySize, tokenizerFile);
  const maxTokens = Math.min(start.maxTokens, tokenizer.maxTokens ?? Number.POSITIVE_INFINITY);
  const reader = makeReader(tokenizer, start, maxTokens);
  const { firstPosition, types } = layout;
  const graph = await openGuardedGraph(start, layout.outputs, { padId, firstPosition, types });
  const run = async (texts: readonly VectorInput[]) => {
    const answer = await graph.run(texts);
    return answer && reader.read(answer.output, texts);
  };
  // Where padding looks like text, texts of different length cannot share a batch.
  const maxPaddedTokens = graph.hasMask ? start.maxPaddedTokens : 1;
  let dimensions = 0;
  await probeModel({
    modelFile,
    tokenizerFile,
    inputs: (maxPaddedTokens === 1 ? ["document text"] : ["document text", "text"]).map((text) =>
      reader.encode("document", text),
    ),
    names: ["text", "texts"],
    maxTokens,
    firstPosition,
    vocabularySize: tokenizer.vocabularySize,
    async run(inputs) {
      const vectors = await run(inputs);
      if (!vectors) throw stoppedWhileLoading();
      dimensions = vectors[0]?.dimensions ?? 0;
    },
  });
  checkDimensions(dimensions, start);
  await graph.checkPlacement();
  const score = async (query: string, texts: readonly string[]) => {
    const vectorsOf = async (role: TextRole, text: string) => {
      const [vectors] = (await run([reader.encode(role, text)])) ?? [];
      if (!vectors) throw stoppedWhileLoading();
      return vectors;
    };
    const compare = maxSimOf(await vectorsOf("query", query));
    const scores: number[] = [];
    for (const text of texts) scores.push(compare(await vectorsOf("document", text)));
    return scores;
  };
  const doubts: Warning[] = trust === "off" ? [] : await checkTrust(score, trust, modelFile, trustExplanations);
  return {
    info: { maxTokens, dimensions, warnings: [...graph.warnings, ...doubts] },
    maxPaddedTokens,
    encode: reader.encode,
    vectorsOf: run,
    release: async () => void (await graph.release()),
  };
}

function checkDimensions(found: number, { modelFile, layout: { dimensions } }: VectorStart): void {
  if (dimensions === undefined || dimensions === found) return;
  throw new RerankError(
    "invalid_model",
    `${modelFile} gives vectors of ${found} dimensions, but by its files the model has ${dimensions}: the last layer, which makes vectors ` +
      "comparable, is missing in this export; choose another with the option file, or set dimensions to what it should be",
  );
}
