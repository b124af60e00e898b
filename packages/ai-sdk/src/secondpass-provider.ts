import { type RerankingModelOptions, rerankingModel, type SecondpassRerankingModel } from "./reranking-model.ts";
import { sdkError } from "./sdk-error.ts";

/** A provider of the AI SDK whose model ids are spec strings. It has reranking models and no others. */
export interface SecondpassProvider {
  readonly specificationVersion: "v3";
  /**
   * The model of a spec string, such as `"local"`; the same one each time.
   *
   * @throws nothing; a spec that names no reranker fails the first call with `unknown_provider`
   */
  rerankingModel(modelId: string): SecondpassRerankingModel;
  /** The same, under the name that other providers have for it. */
  reranking(modelId: string): SecondpassRerankingModel;
  /** @throws {NoSuchModelError} always */
  languageModel(modelId: string): never;
  /** @throws {NoSuchModelError} always */
  embeddingModel(modelId: string): never;
  /** @throws {NoSuchModelError} always */
  imageModel(modelId: string): never;
  /** Frees the rerankers of all its models. */
  dispose(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * A provider for `createProviderRegistry` and `customProvider` of the AI SDK, version 6 or 7.
 *
 * @param options of all its models
 *
 * @example
 * import { createProviderRegistry, rerank } from "ai";
 * import { createSecondpass } from "@secondpass/ai-sdk";
 *
 * const secondpass = createSecondpass({ depth: 50 });
 * const registry = createProviderRegistry({ secondpass });
 * const model = registry.rerankingModel("secondpass:lexical");
 * const documents = ["Iron oxide.", "Install Rust with rustup."];
 * (await rerank({ model, documents, query: "install rust" })).rerankedDocuments[0]; // => "Install Rust with rustup."
 * await secondpass.dispose();
 */
export function createSecondpass(options: RerankingModelOptions = {}): SecondpassProvider {
  // A registry asks for the model at every call; a new one each time would load the weights again.
  const models = new Map<string, SecondpassRerankingModel>();

  function model(modelId: string): SecondpassRerankingModel {
    const known = models.get(modelId) ?? rerankingModel(modelId, options);
    models.set(modelId, known);
    return known;
  }

  async function dispose(): Promise<void> {
    const made = [...models.values()];
    models.clear();
    await Promise.all(made.map((model) => model.dispose()));
  }

  return {
    specificationVersion: "v3",
    rerankingModel: model,
    reranking: model,
    languageModel: noSuchModel("languageModel"),
    embeddingModel: noSuchModel("embeddingModel"),
    imageModel: noSuchModel("imageModel"),
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}

/** The provider without options. */
export const secondpass: SecondpassProvider = createSecondpass();

function noSuchModel(modelType: string): (modelId: string) => never {
  return (modelId) => {
    const message = `secondpass has reranking models only, no ${modelType} "${modelId}"`;
    throw sdkError("AI_NoSuchModelError", message, { modelId, modelType });
  };
}
