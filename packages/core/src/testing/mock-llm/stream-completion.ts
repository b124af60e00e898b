import type { ServerResponse } from "node:http";
import { type CompletionBody, tokensOf } from "./completion-body.ts";
import type { MockLlmBody } from "./mock-llm-options.ts";

/** An answer as server-sent events, one token each. */
export function streamCompletion(response: ServerResponse, request: MockLlmBody, body: CompletionBody): void {
  const { id, created, model, usage } = body;
  const [choice] = body.choices;
  const { content, tool_calls: calls, ...message } = choice?.message ?? {};
  const pieces = typeof content === "string" ? tokensOf(content) : [];
  const deltas = [
    { ...message, content: pieces.length > 0 ? "" : null },
    ...pieces.map((piece) => ({ content: piece })),
    ...(Array.isArray(calls) ? [{ tool_calls: calls.map((call, index) => ({ index, ...call })) }] : []),
  ];
  const chunk = (choices: object[], more: object = {}) =>
    response.write(`data: ${JSON.stringify({ id, object: "chat.completion.chunk", created, model, choices, ...more })}\n\n`);

  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  for (const delta of deltas) chunk([{ index: 0, delta, finish_reason: null }]);
  chunk([{ index: 0, delta: {}, finish_reason: choice?.finish_reason ?? "stop" }]);
  if (request.stream_options?.include_usage) chunk([], { usage });
  response.end("data: [DONE]\n\n");
}
