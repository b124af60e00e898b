import { createHash } from "node:crypto";
import { estimateTokens } from "../../rank/index.ts";
import { textOf } from "./find-passages.ts";
import type { MockLlmBody, MockLlmMessage } from "./mock-llm-options.ts";

export interface CompletionUsage {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
}

export interface CompletionBody {
  id: string;
  object: "chat.completion";
  created: number;
  model: string;
  choices: { index: 0; message: Record<string, unknown>; finish_reason: string; logprobs: object | null }[];
  usage: CompletionUsage;
}

/** Estimated tokens of a prompt. */
export function promptTokens({ messages = [] }: MockLlmBody): number {
  return messages.reduce((sum, { content }) => sum + estimateTokens(textOf(content)), 0);
}

/** An answer as OpenAI's `chat.completion`. It is cut where the request allows fewer tokens than it has. */
export function completionBody(request: MockLlmBody, answer: MockLlmMessage): CompletionBody {
  const limit = request.max_completion_tokens ?? request.max_tokens ?? Number.POSITIVE_INFINITY;
  const { content, isCut } = withinTokens(answer.content, limit);
  const written = tokensOf(textOf(content) + (answer.toolArguments ?? "") + (answer.refusal ?? "")).length;
  const prompt = promptTokens(request);
  const completion = Math.min(written, limit);
  const finish = answer.finishReason ?? (answer.toolArguments === undefined ? "stop" : "tool_calls");
  return {
    id: `chatcmpl-${createHash("sha256").update(JSON.stringify(request)).digest("hex").slice(0, 24)}`,
    object: "chat.completion",
    created: 0,
    model: request.model ?? "mock",
    choices: [
      {
        index: 0,
        message: messageOf(request, { ...answer, content }),
        finish_reason: isCut ? "length" : finish,
        logprobs: logprobsOf(request, answer, content),
      },
    ],
    usage: { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion },
  };
}

function messageOf({ tools }: MockLlmBody, { content, refusal, toolArguments, fields }: MockLlmMessage): Record<string, unknown> {
  const name = tools?.[0]?.function?.name ?? "rank";
  const call = { id: "call_1", type: "function", function: { name, arguments: toolArguments } };
  return {
    role: "assistant",
    content,
    refusal: refusal ?? null,
    ...(toolArguments !== undefined && { tool_calls: [call] }),
    ...fields,
  };
}

function withinTokens(content: unknown, limit: number): { content: unknown; isCut: boolean } {
  const pieces = typeof content === "string" ? tokensOf(content) : [];
  return pieces.length <= limit ? { content, isCut: false } : { content: pieces.slice(0, limit).join(""), isCut: true };
}

/** Pieces that a model might write one at a time. */
export function tokensOf(text: string): string[] {
  return text.match(/\w+|\s*[^\w\s]+|\s+/g) ?? [];
}

function logprobsOf(
  { logprobs, top_logprobs: top = 0 }: MockLlmBody,
  { firstToken = [] }: MockLlmMessage,
  content: unknown,
): object | null {
  if (!logprobs || typeof content !== "string") return null;
  const entry = (token: string, logprob: number) => ({ token, logprob, bytes: [...Buffer.from(token)] });
  return {
    content: tokensOf(content).map((token, i) => {
      const alternatives = i === 0 && firstToken.length > 0 ? firstToken : [{ token, logprob: 0 }];
      const own = alternatives.find((alternative) => alternative.token === token)?.logprob ?? 0;
      return { ...entry(token, own), top_logprobs: alternatives.slice(0, top).map((one) => entry(one.token, one.logprob)) };
    }),
    refusal: null,
  };
}
