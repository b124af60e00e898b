import { promptTokens } from "./completion-body.ts";
import type { MockLlmFault, MockLlmOptions, MockLlmRequest } from "./mock-llm-options.ts";

type Refusal = Exclude<MockLlmFault, string>;

/** What OpenAI refuses before a model is asked, in its words: a wrong key, an unknown field, too long a prompt. */
export function refuseRequest({ method, path, headers, body }: MockLlmRequest, options: MockLlmOptions): Refusal | undefined {
  const { apiKey, rejects = [], contextTokens = Number.POSITIVE_INFINITY } = options;
  if (apiKey !== undefined && headers.authorization !== `Bearer ${apiKey}`) {
    const given = String(headers.authorization ?? "").replace(/^Bearer /, "");
    return refusal(401, "invalid_api_key", `Incorrect API key provided: ${given}.`);
  }
  if (method !== "POST" || !path.endsWith("/chat/completions")) {
    return refusal(404, null, `Invalid URL (${method} ${path})`);
  }
  if (!Array.isArray(body.messages)) return refusal(400, null, "Missing required parameter: 'messages'.", "messages");
  const rejected = rejects.find((field) => field in body);
  if (rejected !== undefined) {
    const message = `Unsupported parameter: '${rejected}' is not supported with this model.${hints[rejected] ?? ""}`;
    return refusal(400, "unsupported_parameter", message, rejected);
  }
  const tokens = promptTokens(body);
  if (tokens > contextTokens) {
    const message = `This model's maximum context length is ${contextTokens} tokens. However, your messages resulted in ${tokens} tokens. Please reduce the length of the messages.`;
    return refusal(400, "context_length_exceeded", message, "messages");
  }
  return undefined;
}

const hints: Readonly<Record<string, string>> = {
  max_tokens: " Use 'max_completion_tokens' instead.",
  max_completion_tokens: " Use 'max_tokens' instead.",
};

function refusal(status: number, code: string | null, message: string, param: string | null = null): Refusal {
  return { status, body: { error: { message, type: "invalid_request_error", param, code } } };
}

/** What a status of its own says where a test gives no body. */
export function faultBody(status: number): object {
  const said = status === 429 ? "Rate limit reached for requests" : "The server had an error while processing your request";
  return { error: { message: said, type: status === 429 ? "requests" : "server_error", param: null, code: null } };
}
