import { RerankError } from "../../../contract/index.ts";
import { messageOf } from "../../../io/http/status-error.ts";
import type { ChatAnswer } from "../chat-model.ts";
import { readFinish } from "./read-finish.ts";
import { readFirstToken } from "./read-first-token.ts";
import { readUsage } from "./read-usage.ts";

interface Completion {
  choices?: { message?: CompletionMessage | null; finish_reason?: unknown; logprobs?: { content?: unknown } | null }[];
  usage?: { prompt_tokens?: unknown; completion_tokens?: unknown } | null;
}

interface CompletionMessage {
  content?: unknown;
  refusal?: unknown;
  tool_calls?: { function?: { arguments?: unknown } }[] | null;
  function_call?: { arguments?: unknown } | null;
}

/**
 * An answer of `/chat/completions`. Without content, it is the arguments of a tool, then the words of a refusal. What the
 * model thought (`reasoning_content`, `reasoning`) is no part of it.
 *
 * @throws {RerankError} `invalid_response`
 */
export function readCompletion(body: unknown, provider: string): ChatAnswer {
  const { choices, usage } = (body ?? {}) as Completion;
  const choice = Array.isArray(choices) ? choices[0] : undefined;
  if (typeof choice?.message !== "object" || choice.message === null) {
    throw new RerankError("invalid_response", `${provider} answered without a message; it said: ${messageOf(body)}`, {
      provider,
    });
  }
  const firstToken = readFirstToken(choice.logprobs?.content);
  return {
    content: contentOf(choice.message),
    finish: readFinish(choice.finish_reason),
    usage: readUsage(usage?.prompt_tokens, usage?.completion_tokens),
    ...(firstToken && { firstToken }),
  };
}

function contentOf({ content, refusal, tool_calls: calls, function_call: call }: CompletionMessage): unknown {
  if (Array.isArray(content) ? content.length > 0 : content) return content;
  return calls?.[0]?.function?.arguments || call?.arguments || refusal || (content ?? null);
}
