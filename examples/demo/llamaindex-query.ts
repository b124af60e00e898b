import { MockLLM } from "@llamaindex/core/llms/mock";
import type { QueryBundle } from "@llamaindex/core/query-engine";
import { extractText } from "@llamaindex/core/utils";
import { RerankPostprocessor } from "@secondpass/llamaindex";
import {
  BaseRetriever,
  BaseSynthesizer,
  EngineResponse,
  type MessageContent,
  MetadataMode,
  type NodeWithScore,
  RetrieverQueryEngine,
  TextNode,
} from "llamaindex";
import type { Reranker } from "secondpass";
import type { FirstStage } from "./first-stage.ts";

class FirstStageRetriever extends BaseRetriever {
  private readonly search: FirstStage;

  constructor(search: FirstStage) {
    super();
    this.search = search;
  }

  override async _retrieve({ query }: QueryBundle): Promise<NodeWithScore[]> {
    return this.search(extractText(query)).map(({ statement: { id, title, text }, score }) => ({
      node: new TextNode({ id_: id, text, metadata: { title } }),
      score,
    }));
  }
}

/** Where an application asks a language model, the demo quotes: it has none. */
class QuotingSynthesizer extends BaseSynthesizer {
  constructor() {
    super({ llm: new MockLLM() });
  }

  protected override async getResponse(_query: MessageContent, nodes: NodeWithScore[]): Promise<EngineResponse> {
    return EngineResponse.fromResponse(nodes[0]?.node.getContent(MetadataMode.NONE) ?? "", false, nodes);
  }

  protected override _getPrompts(): Record<string, never> {
    return {};
  }

  protected override _getPromptModules(): Record<string, never> {
    return {};
  }

  protected override _updatePrompts(): void {}
}

/** retrieve → rerank → answer, as a LlamaIndex query engine. The reranker is one more postprocessor. */
export function createQueryEngine(search: FirstStage, reranker: Reranker): RetrieverQueryEngine {
  return new RetrieverQueryEngine(new FirstStageRetriever(search), new QuotingSynthesizer(), [
    new RerankPostprocessor({ reranker }),
  ]);
}
