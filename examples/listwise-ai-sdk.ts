// A language model of the AI SDK ranks as the model of rerank(): npx tsx examples/listwise-ai-sdk.ts
// With OPENAI_API_KEY (and OPENAI_MODEL) set a real one ranks, and that costs money; the plan is printed first.
import { createOpenAI } from "@ai-sdk/openai";
import { rankingOf, rerankingModel } from "@secondpass/ai-sdk";
import { rerank } from "ai";
import { asChatModel, createListwiseReranker } from "secondpass/listwise";
import { findCandidates, query } from "./listwise/demo-corpus.ts";
import { modelOfEnvironment } from "./listwise/model-of-environment.ts";
import { prices } from "./listwise/prices.ts";
import { printPlan } from "./listwise/print-plan.ts";

const { model, apiKey, baseURL, stop } = await modelOfEnvironment();
const llm = createOpenAI({ apiKey, ...(baseURL && { baseURL }) }).chat(model);
const price = prices[model];
const reranker = createListwiseReranker({ model: asChatModel(llm), maxCalls: 10, ...(price && { price }) });

const documents = (await findCandidates()).map(({ statement: { title, text } }) => `${title}. ${text}`);
printPlan(reranker.plan(query, documents, { topN: 3 }));

const result = await rerank({ model: rerankingModel(reranker), query, documents, topN: 3 });

// The scores that the SDK asks for are made of the ranks: a model that compares gives none.
for (const [i, { document }] of result.ranking.entries()) console.log(`${i + 1}. ${document}`);
const { usage, listwise } = rankingOf(result)?.receipt ?? {};
console.log(`spent: ${usage?.calls} calls, ${usage?.inputTokens} + ${usage?.outputTokens} tokens (${listwise?.strategy})`);
await reranker.dispose();
await stop();
