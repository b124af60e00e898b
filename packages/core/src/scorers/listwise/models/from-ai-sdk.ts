import type { ChatAnswer, ChatMessage, ChatModel } from "../chat-model.ts";
import { chatModelFrom } from "./chat-model-from.ts";
import { readFinish } from "./read-finish.ts";
import { readFirstToken } from "./read-first-token.ts";
import { readUsage } from "./read-usage.ts";
import { answerName } from "./schema-format.ts";

/** What is used of a language model of the AI SDK, in version 2, 3 or 4 of its specification. */
export interface AiSdkModel {
  readonly specificationVersion: string;
  readonly provider: string;
  readonly modelId: string;
  doGenerate(options: object): PromiseLike<object>;
}

export interface AiSdkOptions {
  /** Handed to the model as they are, as in `generateText`: `{ openai: { reasoningEffort: "low", logprobs: 20 } }`. */
  providerOptions?: Record<string, Record<string, unknown>>;
  /** Attempts of one question, at least 1, on 408, 429, 5xx and network errors. Default: 3. */
  attempts?: number;
  /** Milliseconds before the second attempt; doubles, with jitter, unless the provider says when. Default: 500. */
  retryDelayMs?: number;
}

interface AiSdkPart {
  type?: unknown;
  text?: unknown;
  input?: unknown;
}

interface AiSdkResult {
  content?: readonly AiSdkPart[];
  /** A word in version 2. */
  finishReason?: string | { unified?: unknown };
  /** Two counts in version 2. */
  usage?: { inputTokens?: number | { total?: unknown }; outputTokens?: number | { total?: unknown } };
  providerMetadata?: Record<string, { logprobs?: unknown } | undefined>;
}

/**
 * A language model of the AI SDK as ours: the object that a provider makes, such as `openai("gpt-5-mini")`, called without the
 * SDK. Its retries are in the functions around the model, so they are ours here. Alternatives of the first token are there where `providerOptions` ask for them.
 *
 * @example
 * import { fromAiSdk } from "secondpass/listwise";
 *
 * const model = {
 *   specificationVersion: "v3",
 *   provider: "mine",
 *   modelId: "small",
 *   doGenerate: async () => ({ content: [{ type: "text", text: "[2] > [1]" }], finishReason: { unified: "stop" }, usage: {} }),
 * };
 * const { content } = await fromAiSdk(model).complete({ messages: [] }, { signal: new AbortController().signal });
 * content; // => [{ type: "text", text: "[2] > [1]" }]
 */
export function fromAiSdk(model: AiSdkModel, options: AiSdkOptions = {}): ChatModel {
  const { providerOptions, attempts = 3, retryDelayMs = 500 } = options;
  const { supportsStructuredOutputs = true } = model as { supportsStructuredOutputs?: boolean };
  return chatModelFrom({
    id: `${model.provider.split(".")[0]}:${model.modelId}`,
    supports: {
      schema: supportsStructuredOutputs,
      logprobs: Object.values(providerOptions ?? {}).some(({ logprobs }) => Number(logprobs) > 1),
    },
    attempts,
    retryDelayMs,
    async ask({ messages, maxTokens, temperature, schema }, signal): Promise<ChatAnswer> {
      const result = await model.doGenerate({
        prompt: messages.map(toPrompt),
        abortSignal: signal,
        ...(maxTokens !== undefined && { maxOutputTokens: maxTokens }),
        ...(temperature !== undefined && { temperature }),
        ...(schema && { responseFormat: { type: "json", schema, name: answerName } }),
        ...(providerOptions && { providerOptions }),
      });
      return readResult(result);
    },
  });
}

function toPrompt({ role, content }: ChatMessage): object {
  return role === "system" ? { role, content } : { role, content: [{ type: "text", text: content }] };
}

function readResult({ content = [], finishReason, usage, providerMetadata }: AiSdkResult): ChatAnswer {
  const firstToken = Object.values(providerMetadata ?? {})
    .map((metadata) => readFirstToken(metadata?.logprobs))
    .find(Boolean);
  const texts = content.filter(({ type, text }) => type === "text" && text);
  const call = content.find(({ type }) => type === "tool-call");
  return {
    content: texts.length > 0 ? texts : (call?.input ?? null),
    finish: readFinish(typeof finishReason === "object" ? finishReason.unified : finishReason),
    usage: readUsage(total(usage?.inputTokens), total(usage?.outputTokens)),
    ...(firstToken && { firstToken }),
  };
}

function total(count: number | { total?: unknown } | undefined): unknown {
  return typeof count === "object" ? count.total : count;
}
