// A budget in milliseconds, and a caller who hangs up: npx tsx examples/deadline-and-abort.ts
import { createReranker } from "secondpass";

const documents = Array.from(
  { length: 2000 },
  (_, i) => `Page ${i}: ${i % 7 === 0 ? "installing rust with rustup" : "something else entirely"}.`,
);
const reranker = await createReranker("local");

const { results, receipt } = await reranker.rerank("how do I install rust", documents, { deadlineMs: 25, topN: 3 });
console.log(receipt.reason ?? "all documents were scored in time");
console.log(results.map(({ index }) => `Page ${index}`).join(", "));

const controller = new AbortController();
setTimeout(() => controller.abort(new Error("the user closed the page")), 10);
const error = await reranker.rerank("how do I install rust", documents, { signal: controller.signal }).catch((error) => error);
console.log(`rejected: ${error.message}`);
await reranker.dispose();
