import type { DocumentInterface } from "@langchain/core/documents";
import type { BaseRetrieverInput, BaseRetrieverInterface } from "@langchain/core/retrievers";
import type { RunnableConfig } from "@langchain/core/runnables";
import type { FusionMethod } from "secondpass";
import type { RerankFields } from "../document-reranker.ts";

/** One of several retrievers, with what else there is to say of it. A bare retriever is one as well. */
export interface RetrieverArm {
  retriever: BaseRetrieverInterface;
  /** How much it counts, at least 0. Default: 1. */
  weight?: number;
  /** Key of the metadata that holds its scores. Default: `scoreKey` of the whole. */
  scoreKey?: string;
  /** Whether its scores are distances. Default: false. */
  lowerIsBetter?: boolean;
}

export interface HybridRetrieverFields extends RerankFields, BaseRetrieverInput {
  /** By name, as `explain` shows them, or in a list, `retriever 1` and so on. Let each find 50 to 100 documents. */
  retrievers:
    | Readonly<Record<string, BaseRetrieverInterface | RetrieverArm>>
    | readonly (BaseRetrieverInterface | RetrieverArm)[];
  /** How much each retriever counts, by name or in order, where it does not say so itself. Default: 1 each. */
  weights?: Readonly<Record<string, number>> | readonly number[];
  /** How their lists are fused. Default: `rrf`; the others need `scoreKey`. */
  method?: FusionMethod;
  /** Of `rrf`: how little the first ranks stand out, at least 0. Default: 60. */
  k?: number;
  /** What names a document, in place of its `id`, such as `({ metadata }) => metadata.url`. Where there is no name its content is one. */
  key?: (document: DocumentInterface) => string | number | null | undefined;
  /**
   * The queries to search with in place of the one that was asked: rewritten, several of them, a made-up answer. Every retriever is asked each of
   * them; keep the first by returning it too. Reranked is against the query that was asked. `config` is for what is called in it, a chat model
   * for one: its signal and its place in the trace. Default: the query alone.
   */
  expand?: (query: string, config: RunnableConfig) => string | readonly string[] | Promise<string | readonly string[]>;
  /** What becomes of a call in which a retriever, or `expand`, fails: `warn` in the receipt and go on without it, or `throw`. Default: `warn`. */
  onArmError?: "warn" | "throw";
  /** Milliseconds after which a retriever, or `expand`, has failed. Default: none. */
  armTimeoutMs?: number;
}
