import type { MessageContent } from "@llamaindex/core/llms";
import type { BaseNodePostprocessor } from "@llamaindex/core/postprocessor";
import type { MetadataMode, NodeWithScore } from "@llamaindex/core/schema";
import { type PipelineInput, type Ranking, type RerankDocument, RerankError, type RerankOptions } from "secondpass";
import { createRerankerHandle, type RerankerHandle, rememberRanking } from "secondpass/adapter";
import { queryText } from "./query-text.ts";
import { type RerankedNode, toRankedNodes, toRerankDocument } from "./translate-nodes.ts";

/** A candidate that knows the node that it was made of. */
type NodeDocument = RerankDocument & { from: NodeWithScore };

/** The values of LlamaIndex's `MetadataMode`, as plain strings; the enum itself fits too. */
export type MetadataModeName = `${MetadataMode}`;

const metadataModes: readonly MetadataModeName[] = ["ALL", "EMBED", "LLM", "NONE"];

export interface RerankPostprocessorFields extends RerankOptions {
  /**
   * A reranker, a spec string such as `"local"`, or a configuration object, which may have the steps of a pipeline among its keys; or a pipeline.
   * Made at the first call.
   * Default: as `createReranker()`: `SECONDPASS_RERANKER`, `secondpass.config.json`, or the bundled model.
   */
  reranker?: PipelineInput;
  /** How much of a node's metadata is read before its text. Default: `"EMBED"`, the very text that the first stage embedded. */
  metadataMode?: MetadataModeName;
  /** Called with the ranking of every call, before its nodes are returned. What it throws fails the call. */
  onRanking?: (ranking: Ranking<RerankDocument>) => void | Promise<void>;
}

/**
 * A reranker as a LlamaIndex node postprocessor, for query engines and chat engines. It returns the same nodes in new
 * wrappers, best first, with the reranker's score and `firstStage`; `rankingOf` finds the receipt of what it returned.
 *
 * @example
 * import { TextNode } from "llamaindex";
 * import { RerankPostprocessor, rankingOf } from "@secondpass/llamaindex";
 *
 * const postprocessor = new RerankPostprocessor({ reranker: "local", topN: 1 });
 * const texts = ["The weather in Paris is mild in spring.", "Install Rust with rustup: curl https://sh.rustup.rs"];
 * const nodes = texts.map((text, i) => ({ node: new TextNode({ text, id_: `node-${i}` }), score: 0.9 - i / 10 }));
 * const reranked = await postprocessor.postprocessNodes(nodes, "how do I install rust");
 * reranked.map(({ node }) => node.id_); // => ["node-1"]
 * reranked[0].firstStage; // => { rank: 2, score: 0.8 }
 * rankingOf(reranked).receipt.reranked; // => true
 * await postprocessor.dispose();
 */
export class RerankPostprocessor implements BaseNodePostprocessor {
  private readonly handle: RerankerHandle;
  private readonly metadataMode: MetadataMode;
  private readonly options: RerankOptions;
  private readonly onRanking: RerankPostprocessorFields["onRanking"];

  /** @throws {RerankError} `invalid_config` for a `metadataMode` that there is not */
  constructor({ reranker, metadataMode = "EMBED", onRanking, ...options }: RerankPostprocessorFields = {}) {
    if (!metadataModes.includes(metadataMode)) {
      throw new RerankError("invalid_config", `metadataMode must be one of ${metadataModes.join(", ")}, got "${metadataMode}"`);
    }
    this.handle = createRerankerHandle(reranker);
    this.metadataMode = metadataMode as MetadataMode;
    this.options = options;
    this.onRanking = onRanking;
  }

  /**
   * The nodes that the reranker put on top, best first.
   *
   * @param query what the nodes were retrieved for; of message content, the text parts
   * @throws {RerankError} `empty_query`, and what `createReranker` and `rerank` throw, as it is; an abort rejects with the
   * signal's reason
   */
  async postprocessNodes(nodes: NodeWithScore[], query?: MessageContent): Promise<RerankedNode[]> {
    if (nodes.length === 0) return [];
    return this.handOn(nodes, await this.handle.rerank(queryText(query), this.read(nodes), this.options));
  }

  /**
   * What several retrievers found as one list, reranked. They are fused as the configuration says under `fuse`, or else by reciprocal rank
   * fusion, all alike. Nodes of several lists are the same where their ids are.
   *
   * @param lists by the retriever's name, each best first
   * @throws {RerankError} as `postprocessNodes`; `invalid_options` for a list that the weights of the configuration do not know
   */
  async postprocessLists(lists: Readonly<Record<string, NodeWithScore[]>>, query?: MessageContent): Promise<RerankedNode[]> {
    if (Object.values(lists).every((nodes) => nodes.length === 0)) return [];
    const named = Object.entries(lists).map(([name, nodes]): [string, NodeDocument[]] => [
      name,
      this.read(nodes).map((document, i) => ({ ...document, from: nodes[i] as NodeWithScore })),
    ]);
    const { candidates, ...ranking } = await this.handle.rerankLists(queryText(query), Object.fromEntries(named), this.options);
    const nodes = candidates.map(({ original, score }) => ({ ...original.from, score }));
    return this.handOn(nodes, ranking);
  }

  private read(nodes: readonly NodeWithScore[]): RerankDocument[] {
    return nodes.map((node, index) => toRerankDocument(node, index, this.metadataMode));
  }

  private async handOn(nodes: readonly NodeWithScore[], ranking: Ranking<RerankDocument>): Promise<RerankedNode[]> {
    const ranked = toRankedNodes(nodes, ranking);
    rememberRanking(ranking, [ranked, ...ranked]);
    await this.onRanking?.(ranking);
    return ranked;
  }

  /** Frees the reranker if it was made from a spec or a configuration; one that was passed in stays the caller's. */
  dispose(): Promise<void> {
    return this.handle.dispose();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }
}
