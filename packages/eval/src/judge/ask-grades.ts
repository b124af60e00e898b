import { type ChatModel, type ChatRequest, type ParsedGrades, parseGrades } from "secondpass/listwise";
import { estimateTokens } from "secondpass/rank";
import { askForGrades, gradesSchema } from "./judge-prompt.ts";
import { type PlannedCall, randomFor } from "./plan-calls.ts";
import { scale } from "./rubric.ts";
import type { Judging, ShownText } from "./set-up-judging.ts";

export interface AskedGrades extends ParsedGrades {
  inputTokens: number;
  outputTokens: number;
}

/**
 * Makes one call.
 *
 * @param maxTokens of the answer, where it is limited
 * @param mayRetry asked before the transport sends the same once more
 * @throws {RerankError} as `ChatModel.complete`
 */
export async function askGrades(
  model: ChatModel,
  judging: Judging,
  { query, repeat, misses, documents }: PlannedCall,
  { signal, maxTokens, mayRetry }: { signal: AbortSignal; maxTokens?: number; mayRetry?: () => boolean },
): Promise<AskedGrades> {
  const texts = documents.map((id) => (judging.texts.get(id) as ShownText).text);
  const random = randomFor(judging.seed, query.id, repeat, misses, ...documents);
  const request: ChatRequest = {
    messages: askForGrades({ query: query.text, texts, isRetry: misses > 0 }, judging.rubric, random),
    temperature: 0,
    ...(model.supports.schema && { schema: gradesSchema(documents.length) }),
    ...(maxTokens !== undefined && { maxTokens }),
  };
  const answer = await model.complete(request, { signal, ...(mayRetry && { mayRetry }) });
  const { content, finish, usage } = answer;
  const labels = documents.map((_, i) => String(i + 1));
  const parsed = parseGrades(content, { labels, scale, isCut: finish === "length" });
  const asked = request.messages.reduce((sum, message) => sum + estimateTokens(message.content), 0);
  return {
    ...parsed,
    // What a filter held back is no empty answer.
    ...(finish === "filter" && parsed.graded === 0 && { status: "refused" as const }),
    inputTokens: usage?.inputTokens ?? asked,
    outputTokens: usage?.outputTokens ?? estimateTokens(JSON.stringify(content ?? "")),
  };
}
