import { CallbackManager, type CallbackManagerForRetrieverRun, parseCallbackConfigArg } from "@langchain/core/callbacks/manager";
import type { DocumentInterface } from "@langchain/core/documents";
import { BaseRetriever, type BaseRetrieverInput, type BaseRetrieverInterface } from "@langchain/core/retrievers";
import { ensureConfig, patchConfig, type RunnableConfig } from "@langchain/core/runnables";
import { RerankError } from "secondpass";
import { withSignals } from "secondpass/adapter";
import { createDocumentReranker, type DocumentReranker, type RerankFields } from "./document-reranker.ts";

export interface RerankRetrieverFields extends RerankFields, BaseRetrieverInput {
  /** The first stage: any retriever. Let it find more documents than are needed in the end, 50 to 100. */
  retriever: BaseRetrieverInterface;
}

/**
 * A first stage and a reranker as one LangChain retriever. Unlike a compressor it sees the options of `invoke`, so `signal`
 * and `timeout` end the reranking and reach the first stage, also inside a chain.
 *
 * @example
 * import { Document } from "@langchain/core/documents";
 * import { FakeRetriever } from "@langchain/core/utils/testing";
 * import { RerankRetriever } from "@secondpass/langchain";
 *
 * const texts = ["The weather in Paris is mild in spring.", "Install Rust with rustup: curl https://sh.rustup.rs"];
 * const firstStage = new FakeRetriever({ output: texts.map((pageContent) => new Document({ pageContent })) });
 * const retriever = new RerankRetriever({ retriever: firstStage, reranker: "local", topN: 1 });
 * const documents = await retriever.invoke("how do I install rust", { timeout: 20_000 });
 * documents[0].pageContent; // => "Install Rust with rustup: curl https://sh.rustup.rs"
 * await retriever.dispose();
 */
export class RerankRetriever extends BaseRetriever {
  static override lc_name(): string {
    return "RerankRetriever";
  }

  lc_namespace: string[] = ["secondpass", "langchain"];
  /** The first stage. */
  readonly retriever: BaseRetrieverInterface;
  private readonly reranker: DocumentReranker;
  private readonly signal: AbortSignal | undefined;

  /** @throws {RerankError} `invalid_config` when `retriever` is not one */
  constructor({ retriever, callbacks, tags, metadata, verbose, ...fields }: RerankRetrieverFields) {
    super({ callbacks, tags, metadata, verbose });
    if (typeof retriever?.invoke !== "function") {
      throw new RerankError("invalid_config", "`retriever` must be a LangChain retriever, such as vectorStore.asRetriever(50)");
    }
    this.retriever = retriever;
    this.signal = fields.signal;
    this.reranker = createDocumentReranker(fields);
  }

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
      const documents = await this.retrieveAndRerank(query, config, run);
      await run?.handleRetrieverEnd(documents);
      return documents;
    } catch (error) {
      await run?.handleRetrieverError(error);
      throw error;
    }
  }

  override _getRelevantDocuments(query: string, run?: CallbackManagerForRetrieverRun): Promise<DocumentInterface[]> {
    return this.retrieveAndRerank(query, {}, run);
  }

  private async retrieveAndRerank(
    query: string,
    config: RunnableConfig,
    run: CallbackManagerForRetrieverRun | undefined,
  ): Promise<DocumentInterface[]> {
    // Retrievers are free to ignore the signal; the call still has to end when it aborts.
    const documents = await withSignals([config.signal, this.signal], (signal) =>
      this.retriever.invoke(query, patchConfig({ ...config, signal }, { callbacks: run?.getChild("base_retriever") })),
    );
    return this.reranker.rerank(documents, query, { callbacks: run?.getChild("rerank"), signal: config.signal });
  }

  /** Frees the reranker if it was made from a spec or a configuration; one that was passed in stays the caller's. */
  dispose(): Promise<void> {
    return this.reranker.dispose();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }
}
