import * as v from "valibot";
import { looseScore, readAnswer } from "./read-answer.ts";
import type { RemoteAnswer } from "./remote-api.ts";

const answerSchema = v.object({
  id: v.optional(v.string()),
  results: v.array(v.object({ index: v.number(), relevance_score: looseScore })),
  usage: v.optional(v.object({ total_tokens: v.optional(v.number()) })),
});

/** Reads `{ results: [{ index, relevance_score }], usage: { total_tokens } }`, the answer of most servers of one's own. */
export function relevanceResults(body: unknown, provider: string): RemoteAnswer {
  const { id, results, usage } = readAnswer(answerSchema, body, provider);
  return {
    ...(id !== undefined && { id }),
    results: results.map(({ index, relevance_score }) => ({ index, score: relevance_score })),
    usage: usage?.total_tokens === undefined ? {} : { inputTokens: usage.total_tokens },
  };
}
