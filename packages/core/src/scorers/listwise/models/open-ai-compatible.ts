import { RerankError } from "../../../contract/index.ts";
import { findApiKey } from "../../../io/http/api-key.ts";
import { exchange, type HttpAnswer } from "../../../io/http/http-exchange.ts";
import { accountFor, retriesFor } from "../../../io/http/request-policy.ts";
import { messageOf, statusError } from "../../../io/http/status-error.ts";
import { withoutSecret } from "../../../io/http/without-secret.ts";
import { withRetries } from "../../../io/with-retries.ts";
import { estimateTokens } from "../../../rank/index.ts";
import type { ChatAnswer, ChatContext, ChatModel, ChatRequest } from "../chat-model.ts";
import { type ChatEndpoint, chatEndpoints } from "./chat-endpoints.ts";
import { isContextLength } from "./context-length.ts";
import { checkOpenAiOptions, type OpenAiOptions } from "./open-ai-options.ts";
import { adaptDialect, type OpenAiDialect, openAiRequest } from "./open-ai-request.ts";
import { readCompletion } from "./read-completion.ts";
import { contextError } from "./to-model-error.ts";

/**
 * A chat model behind an address that speaks OpenAI's `/chat/completions`: a named endpoint, or a server of your own. Attempts
 * are repeated on 408, 429, 5xx, timeouts and lost connections, as long as signal and deadline allow.
 *
 * @throws {RerankError} `invalid_config`, `missing_key`: what can be known to be wrong before a question is
 *
 * @example
 * import { openAiCompatible } from "secondpass/listwise";
 *
 * const fetch = async () => Response.json({ choices: [{ message: { content: "[2] > [1]" }, finish_reason: "stop" }] });
 * const model = await openAiCompatible({ baseUrl: "http://127.0.0.1:8000/v1", model: "qwen3", fetch });
 * model.id; // => "127.0.0.1:8000:qwen3"
 * const request = { messages: [{ role: "user", content: "rank" }] };
 * (await model.complete(request, { signal: new AbortController().signal })).content; // => "[2] > [1]"
 */
export async function openAiCompatible(options: OpenAiOptions): Promise<ChatModel> {
  checkOpenAiOptions(options);
  const { timeoutMs = 60_000 } = options;
  const endpoint = endpointOf(options);
  const provider = endpoint.name;
  const baseUrl = baseUrlOf(endpoint, options);
  // A function may have to ask someone, and the answer may not last until the first question.
  if (typeof options.apiKey !== "function") await findKey();
  let dialect: OpenAiDialect = { maxTokensField: endpoint.maxTokensField ?? "max_tokens", temperature: true };

  function findKey(): Promise<string | undefined> {
    // A server of one's own may well be without a key.
    const optional = endpoint.keyVariables.length === 0 || baseUrl !== endpoint.baseUrl || options.baseUrl !== undefined;
    return findApiKey({ provider, apiKey: options.apiKey, variables: endpoint.keyVariables, optional });
  }

  async function send(body: unknown, key: string | undefined, signal: AbortSignal): Promise<HttpAnswer> {
    const own = Object.entries(options.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
    const headers = {
      "user-agent": "secondpass",
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...(Object.fromEntries(own) as Record<string, string>),
    };
    const answer = await exchange(
      { method: "POST", url: `${baseUrl}/chat/completions`, headers, body },
      { provider, timeoutMs, signal, ...(options.fetch && { fetch: options.fetch }) },
    );
    return withStatus({ ...answer, body: withoutSecret(answer.body, key) });
  }

  async function ask(request: ChatRequest, key: string | undefined, signal: AbortSignal): Promise<ChatAnswer> {
    // Two things may be refused, one after the other.
    for (let tried = dialect, changes = 0; ; changes++) {
      const body = openAiRequest(request, options, tried);
      const answer = await send(body, key, signal);
      if (answer.status >= 200 && answer.status < 300) {
        const read = readCompletion(answer.body, provider);
        dialect = tried;
        return read;
      }
      const error = errorOf(answer, provider);
      const isRefusal = error.code === "invalid_request" && [400, 422].includes(answer.status);
      const next = isRefusal && changes < 2 ? adaptDialect(tried, JSON.stringify(answer.body), body) : undefined;
      if (!next) throw error;
      tried = next;
    }
  }

  async function complete(request: ChatRequest, context: ChatContext): Promise<ChatAnswer> {
    const { signal } = context;
    signal.throwIfAborted();
    const key = await findKey();
    const tokens = request.messages.reduce((sum, { content }) => sum + estimateTokens(content), request.maxTokens ?? 0);
    const retries = retriesFor(options, context);
    const shouldRetry = (error: RerankError) => (retries.shouldRetry?.(error) ?? false) && (context.mayRetry?.() ?? true);
    return withRetries({ ...retries, shouldRetry }, () =>
      accountFor(`${provider} ${baseUrl}`, key, options).run({ provider, tokens, signal }, () => ask(request, key, signal)),
    );
  }

  const { schema = endpoint.schema, logprobs = endpoint.logprobs } = options.supports ?? {};
  return { id: `${provider}:${options.model}`, supports: { schema, logprobs }, complete };
}

function errorOf(answer: HttpAnswer, provider: string): RerankError {
  const { status, body } = answer;
  const mayBeLength = ![401, 402, 403, 429].includes(status);
  return mayBeLength && isContextLength(body)
    ? contextError(messageOf(body), provider, { status })
    : statusError(answer, provider);
}

/** Routers answer 200 where the provider behind them failed, with its status in the body. */
function withStatus(answer: HttpAnswer): HttpAnswer {
  const { choices, error } = (answer.body ?? {}) as { choices?: unknown; error?: { code?: unknown } | null };
  if (answer.status !== 200 || choices || typeof error !== "object" || error === null) return answer;
  const status = Number(error.code);
  return { ...answer, status: status >= 400 && status < 600 ? status : 502 };
}

function endpointOf({ endpoint, baseUrl }: OpenAiOptions): ChatEndpoint {
  if (endpoint !== undefined) {
    const known = chatEndpoints.find(({ name }) => name === endpoint);
    if (known) return known;
    const names = chatEndpoints.map(({ name }) => name).join(", ");
    throw new RerankError("invalid_config", `no chat endpoint is called "${endpoint}": there are ${names}; or pass { baseUrl }`);
  }
  if (baseUrl === undefined) {
    throw new RerankError("invalid_config", "a chat model needs an address: pass { baseUrl } or { endpoint }");
  }
  // A server of one's own; what it cannot do it says.
  return { name: new URL(baseUrl).host, baseUrl, keyVariables: [], schema: true, logprobs: true };
}

function baseUrlOf({ name, baseUrl, urlVariables = [] }: ChatEndpoint, options: OpenAiOptions): string {
  const variable = urlVariables.find((one) => process.env[one]?.trim());
  const url = (options.baseUrl ?? (variable ? process.env[variable] : undefined) ?? baseUrl).trim().replace(/\/+$/, "");
  if (/^https?:/i.test(url) && URL.canParse(url)) return url;
  throw new RerankError(
    "invalid_config",
    `${variable} is ${JSON.stringify(url)}, which is no address: write http://host:port/v1`,
    {
      provider: name,
    },
  );
}
