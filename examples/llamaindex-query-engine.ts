// npx tsx examples/llamaindex-query-engine.ts: a reranker between the retriever and the answer of a query engine, offline.
import { MockLLM } from "@llamaindex/core/llms/mock";
import { RerankPostprocessor, rankingOf } from "@secondpass/llamaindex";
import { BaseRetriever, getResponseSynthesizer, type NodeWithScore, RetrieverQueryEngine, TextNode } from "llamaindex";

const found: NodeWithScore[] = [
  { node: new TextNode({ text: "Iron oxide, commonly called rust, forms when iron and oxygen react." }), score: 0.62 },
  { node: new TextNode({ text: "Install Rust with rustup: curl https://sh.rustup.rs" }), score: 0.61 },
  { node: new TextNode({ text: "The weather in Paris is mild in spring." }), score: 0.34 },
];

// In an application: index.asRetriever({ similarityTopK: 50 }), and a language model that answers.
class FirstStage extends BaseRetriever {
  private readonly nodes: NodeWithScore[];

  constructor(nodes: NodeWithScore[]) {
    super();
    this.nodes = nodes;
  }

  override async _retrieve(): Promise<NodeWithScore[]> {
    return this.nodes;
  }
}
const synthesizer = getResponseSynthesizer("compact", { llm: new MockLLM({ responseMessage: "With rustup." }) });

await using postprocessor = new RerankPostprocessor({ reranker: "local", topN: 2 });
const engine = new RetrieverQueryEngine(new FirstStage(found), synthesizer, [postprocessor]);

const { message, sourceNodes = [] } = await engine.query({ query: "how do I install rust" });
console.log(message.content);
for (const { node, score } of sourceNodes) console.log(score?.toFixed(2), (node as TextNode).text);
console.log("ranked by", rankingOf(sourceNodes[0] as object)?.receipt.servedBy);
