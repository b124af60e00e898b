import type { ChatAnswer, ChatModel, ChatRequest } from "../../../../../packages/core/src/scorers/listwise/chat-model.ts";
import { singlePrompt, texts } from "../../../testing/mock-llm/prompts.ts";

/** A question that the mock answers with `bestFirst`. */
export const messages: ChatRequest["messages"] = singlePrompt("install rust", texts);

/** Asks it, with nobody who would abort. */
export function ask(model: ChatModel, request: Partial<ChatRequest> = {}): Promise<ChatAnswer> {
  return model.complete({ messages, ...request }, { signal: new AbortController().signal });
}

/** The error of a question that fails. */
export function failureOf(answer: Promise<unknown>): Promise<Error> {
  return answer.then(
    (value) => new Error(`it did not fail but answered ${JSON.stringify(value)}`),
    (error) => error,
  );
}

/** The text of an answer, of a string or of blocks. */
export function textOf({ content }: ChatAnswer): string {
  if (typeof content === "string") return content;
  return Array.isArray(content) ? content.map(({ text }) => text).join("") : JSON.stringify(content);
}
