import type { CallbackManagerForRetrieverRun } from "@langchain/core/callbacks/manager";
import type { DocumentInterface } from "@langchain/core/documents";
import type { BaseRetrieverInput, BaseRetrieverInterface } from "@langchain/core/retrievers";
import { patchConfig, type RunnableConfig } from "@langchain/core/runnables";
import { RerankError } from "secondpass";
import { withSignals } from "secondpass/adapter";
import { ConfiguredRetriever } from "./configured-retriever.ts";
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
export class RerankRetriever extends ConfiguredRetriever {
  static override lc_name(): string {
    return "RerankRetriever";
  }

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

  protected override async retrieve(
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
