import { CallbackManager, type CallbackManagerForRetrieverRun, parseCallbackConfigArg } from "@langchain/core/callbacks/manager";
import type { DocumentInterface } from "@langchain/core/documents";
import { BaseRetriever } from "@langchain/core/retrievers";
import { ensureConfig, type RunnableConfig } from "@langchain/core/runnables";

/** A retriever that sees the options of `invoke`, its signal above all. */
export abstract class ConfiguredRetriever extends BaseRetriever {
  lc_namespace: string[] = ["secondpass", "langchain"];

  /**
   * @param config the options of the call, without the name and id of its run
   * @param run the run of this call; what is called in it gets a child of it
   */
  protected abstract retrieve(
    query: string,
    config: RunnableConfig,
    run: CallbackManagerForRetrieverRun | undefined,
  ): Promise<DocumentInterface[]>;

  /**
   * The documents that the reranker put on top, best first.
   *
   * @throws {RerankError} what `createReranker` and `rerank` throw, as it is; an abort rejects with the signal's reason
   */
  // BaseRetriever.invoke keeps the options to itself, so this is its equivalent, not a call of it.
  override async invoke(query: string, options?: RunnableConfig): Promise<DocumentInterface[]> {
    const { runId, runName, ...config } = ensureConfig(parseCallbackConfigArg(options) as RunnableConfig);
    const { verbose } = this;
    const { callbacks, tags, metadata } = config;
    const manager = CallbackManager.configure(callbacks, this.callbacks, tags, this.tags, metadata, this.metadata, { verbose });
    const run = await manager?.handleRetrieverStart(this.toJSON(), query, runId, undefined, undefined, undefined, runName);
    try {
      const documents = await this.retrieve(query, config, run);
      await run?.handleRetrieverEnd(documents);
      return documents;
    } catch (error) {
      await run?.handleRetrieverError(error);
      throw error;
    }
  }

  override _getRelevantDocuments(query: string, run?: CallbackManagerForRetrieverRun): Promise<DocumentInterface[]> {
    return this.retrieve(query, {}, run);
  }
}
