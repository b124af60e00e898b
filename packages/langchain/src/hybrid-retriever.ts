import type { CallbackManagerForRetrieverRun } from "@langchain/core/callbacks/manager";
import type { DocumentInterface } from "@langchain/core/documents";
import { patchConfig, type RunnableConfig } from "@langchain/core/runnables";
import { fuse, RerankError } from "secondpass";
import { withSignals } from "secondpass/adapter";
import { ConfiguredRetriever } from "./configured-retriever.ts";
import { type Candidates, createDocumentReranker, type DocumentReranker } from "./document-reranker.ts";
import { expandQuery } from "./hybrid/expand-query.ts";
import type { HybridRetrieverFields } from "./hybrid/hybrid-fields.ts";
import { type NamedArm, readArms } from "./hybrid/read-arms.ts";
import { searchArms } from "./hybrid/search-arms.ts";
import { withFusionStep } from "./hybrid/with-fusion-step.ts";

/**
 * Several retrievers as one: all are asked at once, their lists are fused, and the candidates are reranked against the query that was asked, also
 * where `expand` made others of it to search with. How they are fused may also stand in the configuration, under `fuse`. A retriever that fails is left out and told of in the receipt. `explain(rankingOf(documents))`
 * shows who had found each document, and where.
 *
 * @example
 * import { Document } from "@langchain/core/documents";
 * import { FakeRetriever } from "@langchain/core/utils/testing";
 * import { HybridRetriever, rankingOf } from "@secondpass/langchain";
 *
 * const [oxide, rustup] = ["Iron oxide is called rust.", "Install Rust with rustup."].map((pageContent) => new Document({ pageContent }));
 * const retrievers = { bm25: new FakeRetriever({ output: [oxide, rustup] }), dense: new FakeRetriever({ output: [rustup] }) };
 * const retriever = new HybridRetriever({ retrievers, reranker: "local", topN: 1 });
 * const documents = await retriever.invoke("how do I install rust");
 * documents[0].pageContent; // => "Install Rust with rustup."
 * rankingOf(documents).results[0].document.sources; // => [{ list: "bm25", rank: 2 }, { list: "dense", rank: 1 }]
 * await retriever.dispose();
 */
export class HybridRetriever extends ConfiguredRetriever {
  static override lc_name(): string {
    return "HybridRetriever";
  }

  private readonly fields: HybridRetrieverFields;
  private readonly arms: readonly NamedArm[];
  private readonly reranker: DocumentReranker;

  /** @throws {RerankError} `invalid_config` for what is no retriever, `invalid_options` for a way of fusing that cannot be meant */
  constructor(fields: HybridRetrieverFields) {
    const { callbacks, tags, metadata, verbose, ...own } = fields;
    super({ callbacks, tags, metadata, verbose });
    this.fields = checkFields(own);
    this.arms = readArms(own);
    const { retrievers, weights, method, k, key, expand, onArmError, armTimeoutMs, ...rerankFields } = own;
    this.reranker = createDocumentReranker(rerankFields);
  }

  protected override async retrieve(
    query: string,
    config: RunnableConfig,
    run: CallbackManagerForRetrieverRun | undefined,
  ): Promise<DocumentInterface[]> {
    const candidates = await withSignals([config.signal, this.fields.signal], (signal) =>
      this.findCandidates(query, { ...config, signal }, signal, run),
    );
    return this.reranker.rerankCandidates(candidates, query, { callbacks: run?.getChild("rerank"), signal: config.signal });
  }

  private async findCandidates(
    query: string,
    config: RunnableConfig,
    signal: AbortSignal,
    run: CallbackManagerForRetrieverRun | undefined,
  ): Promise<Candidates> {
    const { expand, key, scoreKey, onArmError = "warn", armTimeoutMs } = this.fields;
    const { arms, method, k } = withFusionStep(this.arms, this.fields, await this.reranker.steps());
    const options = { signal, onArmError, armTimeoutMs };
    const expanded = await expandQuery(query, expand, patchConfig(config, { callbacks: run?.getChild("expand") }), options);
    const { lists, warnings } = await searchArms(arms, expanded.queries, { ...options, config, run, scoreKey });
    const fusion = fuse(lists, { method, k, ...(key && { key: ({ from }) => key(from) }) });
    return {
      candidates: fusion.documents,
      originals: fusion.documents.map(({ original }) => original.from),
      warnings: [...expanded.warnings, ...warnings, ...fusion.warnings],
    };
  }

  /** Frees the reranker if it was made from a spec or a configuration; one that was passed in stays the caller's. */
  dispose(): Promise<void> {
    return this.reranker.dispose();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }
}

function checkFields(fields: HybridRetrieverFields): HybridRetrieverFields {
  const { onArmError = "warn", armTimeoutMs, expand, method, k } = fields;
  if (onArmError !== "warn" && onArmError !== "throw") {
    throw new RerankError("invalid_config", `onArmError must be "warn" or "throw", got ${JSON.stringify(onArmError)}`);
  }
  if (armTimeoutMs !== undefined && !(typeof armTimeoutMs === "number" && Number.isFinite(armTimeoutMs) && armTimeoutMs > 0)) {
    throw new RerankError("invalid_config", `armTimeoutMs must be a number of milliseconds above 0, got ${String(armTimeoutMs)}`);
  }
  if (expand !== undefined && typeof expand !== "function") {
    throw new RerankError("invalid_config", "`expand` must be a function of the query");
  }
  // What cannot be meant is told now rather than at the first call.
  fuse([], { method, k });
  return fields;
}
