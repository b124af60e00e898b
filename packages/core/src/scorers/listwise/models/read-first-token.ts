import type { ChatAnswer } from "../chat-model.ts";

interface TokenLogprobs {
  token?: unknown;
  logprob?: unknown;
  top_logprobs?: unknown;
}

/**
 * The alternatives of an answer's first token, likeliest first, from OpenAI's `logprobs.content`.
 *
 * @returns `undefined` where there are none
 */
export function readFirstToken(content: unknown): ChatAnswer["firstToken"] {
  const first = Array.isArray(content) ? (content[0] as TokenLogprobs | undefined) : undefined;
  if (!Array.isArray(first?.top_logprobs)) return undefined;
  const alternatives = first.top_logprobs.flatMap(({ token, logprob }: TokenLogprobs) =>
    typeof token === "string" && typeof logprob === "number" ? [{ token, logprob }] : [],
  );
  return alternatives.length > 0 ? alternatives.sort((a, b) => b.logprob - a.logprob) : undefined;
}
