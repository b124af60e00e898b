import type { DocumentInput, PipelineInput, Ranking, RerankOptions } from "secondpass";
import { createRerankerHandle } from "secondpass/adapter";
import { callOptions } from "./call-options.ts";
import { modelIdOf } from "./model-id.ts";
import { objectText } from "./object-text.ts";
import { providerMetadata } from "./provider-metadata.ts";
import { relevanceOf } from "./relevance.ts";
import type {
  JsonObject,
  RerankingCallOptions,
  RerankingModelV3,
  RerankingResult,
  RerankingWarning,
} from "./reranking-model-v3.ts";
import { toSdkError } from "./to-sdk-error.ts";

/** Options of every call of a model. `topN` is an option of `rerank()`. */
export interface RerankingModelOptions extends Omit<RerankOptions, "topN"> {
  /**
   * What is read of a document that is an object: its text, or a `RerankDocument` with title and first-stage score beside it.
   * Default: a line `key: value` for each of its values.
   */
  textOf?: (document: JsonObject, index: number) => DocumentInput;
  /** Called with the ranking of every call, before it is returned. What it throws fails the call. */
  onRanking?: (ranking: Ranking) => void | Promise<void>;
}

/** A reranking model of the AI SDK that can be freed again. */
export interface SecondpassRerankingModel extends RerankingModelV3 {
  /** Frees the reranker if it was made from a spec or a configuration; one that was passed in stays the caller's. */
  dispose(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * A reranker as a model for `rerank()` of the AI SDK, version 6 or 7.
 *
 * @param input a reranker, a spec string such as `"local"`, or a configuration object, made at the first call. Default: as
 * `createReranker()`: `SECONDPASS_RERANKER`, `secondpass.config.json`, or the bundled model
 * @throws {RerankError} from `rerank()`: what `createReranker` and `rerank` throw, as it is; where trying again may help, it is the
 * cause of an `APICallError`, which the SDK tries again after
 *
 * @example
 * import { rerank } from "ai";
 * import { rerankingModel } from "@secondpass/ai-sdk";
 *
 * const model = rerankingModel("local");
 * const documents = ["The weather in Paris is mild in spring.", "Install Rust with rustup: curl https://sh.rustup.rs"];
 * const { ranking } = await rerank({ model, documents, query: "how do I install rust", topN: 1 });
 * ranking[0].document; // => "Install Rust with rustup: curl https://sh.rustup.rs"
 * ranking[0].originalIndex; // => 1
 * await model.dispose();
 */
// Closures, no class: ai 7 calls the methods on a proxy of the object.
export function rerankingModel(input?: PipelineInput, options: RerankingModelOptions = {}): SecondpassRerankingModel {
  const { textOf = objectText, onRanking, ...rerankOptions } = options;
  const modelId = modelIdOf(input);
  const handle = createRerankerHandle(input);
  const dispose = () => handle.dispose();

  async function rank({ query, documents, topN, abortSignal, providerOptions }: RerankingCallOptions): Promise<Ranking> {
    const texts = documents.type === "object" ? documents.values.map((value, index) => textOf(value, index)) : documents.values;
    return handle.rerank(query, texts, { ...rerankOptions, ...callOptions(providerOptions), topN }, [abortSignal]);
  }

  async function doRerank(call: RerankingCallOptions): Promise<RerankingResult> {
    const ranking = await rank(call).catch((error: unknown) => {
      throw toSdkError(error, modelId);
    });
    const { receipt } = ranking;
    // A reranker that is still being made when the deadline passes must not be waited for.
    const relevance = relevanceOf(ranking, receipt.reranked ? (await handle.get()).scoreScale : "rank");
    await onRanking?.(ranking);
    return {
      ranking: relevance.ranking,
      providerMetadata: providerMetadata(ranking, relevance),
      warnings: warningsOf(ranking, call.headers),
      response: { modelId: receipt.servedBy, ...(receipt.requests?.length === 1 && { id: receipt.requests[0]?.id }) },
    };
  }

  return { specificationVersion: "v3", provider: "secondpass", modelId, doRerank, dispose, [Symbol.asyncDispose]: dispose };
}

function warningsOf({ receipt }: Ranking, headers: RerankingCallOptions["headers"]): RerankingWarning[] {
  const warnings: RerankingWarning[] = receipt.warnings.map(({ message }) => ({ type: "other", message }));
  const names = Object.keys(headers ?? {});
  if (names.length > 0) {
    const details = `Headers of a call reach no reranker (${names.join(", ")}); what a provider needs is in its configuration.`;
    warnings.unshift({ type: "unsupported", feature: "headers", details });
  }
  return warnings;
}
