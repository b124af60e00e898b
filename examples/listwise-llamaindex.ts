// A language model of LlamaIndex ranks as a postprocessor: npx tsx examples/listwise-llamaindex.ts
// With OPENAI_API_KEY (and OPENAI_MODEL) set a real one ranks, and that costs money; the plan is printed first.
import { OpenAI } from "@llamaindex/openai";
import { RerankPostprocessor, rankingOf } from "@secondpass/llamaindex";
import { MetadataMode, type NodeWithScore, TextNode } from "llamaindex";
import { asChatModel, createListwiseReranker } from "secondpass/listwise";
import { findCandidates, query } from "./listwise/demo-corpus.ts";
import { modelOfEnvironment } from "./listwise/model-of-environment.ts";
import { prices } from "./listwise/prices.ts";
import { printPlan } from "./listwise/print-plan.ts";

const { model, apiKey, baseURL, stop } = await modelOfEnvironment();
const llm = new OpenAI({ model, apiKey, ...(baseURL && { baseURL }) });
const price = prices[model];
const reranker = createListwiseReranker({ model: asChatModel(llm), maxCalls: 10, ...(price && { price }) });

const nodes: NodeWithScore[] = (await findCandidates()).map(({ statement: { id, title, text }, score }) => ({
  node: new TextNode({ id_: id, text, metadata: { title } }),
  score,
}));
const texts = nodes.map(({ node }) => node.getContent(MetadataMode.NONE));
printPlan(reranker.plan(query, texts, { topN: 3 }));

// In an application: index.asQueryEngine({ similarityTopK: 50, nodePostprocessors: [postprocessor] }).
const postprocessor = new RerankPostprocessor({ reranker, topN: 3 });
const ranked = await postprocessor.postprocessNodes(nodes, query);

for (const [i, { node }] of ranked.entries()) console.log(`${i + 1}. ${node.getContent(MetadataMode.NONE)}`);
const { usage, listwise } = rankingOf(ranked[0] as object)?.receipt ?? {};
console.log(`spent: ${usage?.calls} calls, ${usage?.inputTokens} + ${usage?.outputTokens} tokens (${listwise?.strategy})`);
await reranker.dispose();
await stop();
