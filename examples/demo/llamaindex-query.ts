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
import type { Found } from "./first-stage.ts";
import { quoteAnswer } from "./quote-answer.ts";

class FirstStageRetriever extends BaseRetriever {
  private readonly search: (query: string) => Found[];

  constructor(search: (query: string) => Found[]) {
    super();
    this.search = search;
  }

  override async _retrieve({ query }: QueryBundle): Promise<NodeWithScore[]> {
    return this.search(extractText(query)).map(({ section, score }) => ({
      node: new TextNode({ id_: section.id, text: section.text, metadata: { title: section.title } }),
      score,
    }));
  }
}

/** Answers with a quotation instead of asking a language model, which this demo does without. */
class QuotingSynthesizer extends BaseSynthesizer {
  private readonly reranker: Reranker;

  constructor(reranker: Reranker) {
    super({ llm: new MockLLM() });
    this.reranker = reranker;
  }

  protected override async getResponse(query: MessageContent, nodes: NodeWithScore[]): Promise<EngineResponse> {
    const texts = nodes.slice(0, 3).map(({ node }) => node.getContent(MetadataMode.NONE));
    return EngineResponse.fromResponse(await quoteAnswer(this.reranker, extractText(query), texts), false, nodes);
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
export function createQueryEngine(search: (query: string) => Found[], reranker: Reranker): RetrieverQueryEngine {
  return new RetrieverQueryEngine(new FirstStageRetriever(search), new QuotingSynthesizer(reranker), [
    new RerankPostprocessor({ reranker }),
  ]);
}
