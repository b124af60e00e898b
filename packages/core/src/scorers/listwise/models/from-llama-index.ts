import type { ChatMessage, ChatModel, ChatRequest } from "../chat-model.ts";
import { chatModelFrom } from "./chat-model-from.ts";
import { readCompletion } from "./read-completion.ts";
import { readFinish } from "./read-finish.ts";
import { readUsage } from "./read-usage.ts";
import { schemaFormat } from "./schema-format.ts";

/** What is used of an `LLM` of LlamaIndex. */
export interface LlamaIndexModel {
  chat(params: {
    messages: ChatMessage[];
    responseFormat?: object;
    additionalChatOptions?: object;
  }): Promise<{ message: object; raw?: unknown }>;
  metadata: { model: string };
}

interface LlamaIndexMessage {
  content?: unknown;
  options?: { toolCall?: { input?: unknown }[] };
}

interface RawAnswer {
  choices?: unknown;
  stop_reason?: unknown;
  done_reason?: unknown;
  usage?: { input_tokens?: unknown; output_tokens?: unknown };
  prompt_eval_count?: unknown;
  eval_count?: unknown;
}

/**
 * An `LLM` of LlamaIndex as ours. It keeps its own settings and retries, and takes no signal: an abort ends the wait, not the
 * request. Schemas, temperature and alternatives of the first token go to those that speak OpenAI's format, which are those
 * with `additionalSessionOptions`: the `OpenAI` class and what is derived from it.
 *
 * @example
 * import { fromLlamaIndex } from "secondpass/listwise";
 *
 * const llm = { metadata: { model: "mine" }, chat: async () => ({ message: { role: "assistant", content: "[2] > [1]" } }) };
 * const { content } = await fromLlamaIndex(llm).complete({ messages: [] }, { signal: new AbortController().signal });
 * content; // => "[2] > [1]"
 */
export function fromLlamaIndex(llm: LlamaIndexModel): ChatModel {
  const speaksOpenAi = "additionalSessionOptions" in llm;
  return chatModelFrom({
    id: `llamaindex:${llm.metadata.model}`,
    supports: { schema: speaksOpenAi, logprobs: speaksOpenAi },
    async ask(request) {
      const messages = request.messages.map(({ role, content }) => ({ role, content }));
      const { message, raw } = await llm.chat({ messages, ...(speaksOpenAi && openAiParams(request)) });
      const { content, options } = message as LlamaIndexMessage;
      const input = options?.toolCall?.[0]?.input;
      const { choices, ...other } = (raw ?? {}) as RawAnswer;
      // The answer as it came says more than the message that was made of it: a refusal, why it stopped.
      const known = Array.isArray(choices) && choices.length > 0 ? readCompletion(raw, llm.metadata.model) : undefined;
      return {
        finish: readFinish(other.stop_reason ?? other.done_reason),
        usage: readUsage(other.usage?.input_tokens ?? other.prompt_eval_count, other.usage?.output_tokens ?? other.eval_count),
        ...known,
        content: (content || input) ?? known?.content ?? content ?? null,
      };
    },
  });
}

function openAiParams({ schema, temperature, topLogprobs }: ChatRequest): object {
  return {
    ...(schema && { responseFormat: schemaFormat(schema) }),
    additionalChatOptions: {
      ...(temperature !== undefined && { temperature }),
      ...(topLogprobs !== undefined && { logprobs: true, top_logprobs: topLogprobs }),
    },
  };
}
