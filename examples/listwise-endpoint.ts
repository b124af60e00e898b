// A language model ranks, by configuration alone: npx tsx examples/listwise-endpoint.ts
// With OPENAI_API_KEY (and OPENAI_MODEL) set a real one ranks, and that costs money; the plan is printed first.
import { createReranker } from "secondpass";
import { canPlan } from "secondpass/listwise";
import { findCandidates, query } from "./listwise/demo-corpus.ts";
import { modelOfEnvironment } from "./listwise/model-of-environment.ts";
import { prices } from "./listwise/prices.ts";
import { printPlan } from "./listwise/print-plan.ts";

const { model, apiKey, baseURL, stop } = await modelOfEnvironment();
const price = prices[model];
const reranker = await createReranker({
  listwise: {
    model: baseURL ? model : `openai:${model}`,
    ...(baseURL && { baseUrl: baseURL }),
    apiKey,
    ...(price && { price }),
    maxCalls: 10,
  },
});
const documents = (await findCandidates()).map(({ statement: { id, title, text } }) => ({ id, title, text }));

if (canPlan(reranker)) printPlan(reranker.plan(query, documents, { topN: 3 }));
const { results, receipt } = await reranker.rerank(query, documents, {
  topN: 3,
  onProgress: (done, total) => console.log(`${done} of ${total} documents ranked`),
});

for (const { rank, firstStage, document } of results) console.log(`${rank}. (was ${firstStage.rank}) ${document.text}`);
const { calls, inputTokens, outputTokens, costUsd } = receipt.usage;
console.log(
  `spent: ${calls} calls, ${inputTokens} + ${outputTokens} tokens${costUsd === undefined ? "" : `, $${costUsd.toFixed(4)}`}`,
);
await reranker.dispose();
await stop();
