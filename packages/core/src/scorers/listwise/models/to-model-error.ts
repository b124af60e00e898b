import { isRerankError, RerankError, type RerankErrorCode } from "../../../contract/index.ts";
import { statusError } from "../../../io/http/status-error.ts";
import { isContextLength } from "./context-length.ts";

interface ForeignError {
  name?: unknown;
  message?: unknown;
  code?: unknown;
  /** As of OpenAI's client, Anthropic's and Axios. */
  status?: unknown;
  /** As of the AI SDK. */
  statusCode?: unknown;
  headers?: unknown;
  responseHeaders?: unknown;
  response?: { status?: unknown; headers?: unknown };
  lc_error_code?: unknown;
  cause?: unknown;
}

const langChainStatuses: Readonly<Record<string, number>> = {
  MODEL_AUTHENTICATION: 401,
  MODEL_NOT_FOUND: 404,
  MODEL_RATE_LIMIT: 429,
};

const noConnection =
  /ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EPIPE|UND_ERR_SOCKET|fetch failed|connection error|socket hang up/i;
const tooSlow = /ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT|timed? ?out/i;

/**
 * What a framework's model threw, as ours: by the status that it got, else by what it says. The framework has had its own
 * attempts by then; `retryable` says whether the same may succeed later.
 */
export function toModelError(thrown: unknown, provider: string): RerankError {
  if (isRerankError(thrown)) return thrown;
  const message = messageOf(thrown);
  const status = statusOf(thrown);
  if (isContextLength(thrown)) return contextError(message, provider, { cause: thrown, status });
  if (status !== undefined) {
    const { code, message: text, ...rest } = statusError({ status, headers: headersOf(thrown), body: { message } }, provider);
    return new RerankError(code, text, { ...rest, cause: thrown });
  }
  const [code, retryable] = kindOf(thrown, message);
  return new RerankError(code, `${provider} failed: ${message}`, { cause: thrown, provider, retryable });
}

/** The error of a prompt that is longer than the model can read. */
export function contextError(
  said: string,
  provider: string,
  options: { cause?: unknown; status?: number | undefined } = {},
): RerankError {
  const { cause, status } = options;
  return new RerankError(
    "context_too_long",
    `${provider} cannot read that much at once: ${said}; show fewer or shorter documents`,
    {
      provider,
      ...(cause !== undefined && { cause }),
      ...(status !== undefined && { status }),
    },
  );
}

function kindOf(thrown: unknown, message: string): [RerankErrorCode, retryable: boolean] {
  const words = chainOf(thrown).flatMap(({ name, code, message, lc_error_code }) => [name, code, message, lc_error_code]);
  const text = words.filter((word) => typeof word === "string").join(" ");
  if (tooSlow.test(text)) return ["timeout", true];
  if (noConnection.test(text)) return ["provider_unavailable", true];
  // Frameworks say it before there is any request.
  if (/api key/i.test(message) && /missing|not found|required|must/i.test(message)) return ["missing_key", false];
  // Structured output that is no JSON.
  if (thrown instanceof SyntaxError || /OutputPars|OUTPUT_PARSING/.test(text)) return ["invalid_response", false];
  return ["inference_failed", false];
}

function statusOf(thrown: unknown): number | undefined {
  for (const { status, statusCode, response, lc_error_code } of chainOf(thrown)) {
    const known = typeof lc_error_code === "string" ? langChainStatuses[lc_error_code] : undefined;
    const found = [status, statusCode, response?.status, known].find((value) => Number(value) >= 400 && Number(value) < 600);
    if (found !== undefined) return Number(found);
  }
  return undefined;
}

function headersOf(thrown: unknown): Headers {
  for (const { headers, responseHeaders, response } of chainOf(thrown)) {
    const found = headers ?? responseHeaders ?? response?.headers;
    if (found instanceof Headers) return found;
    if (typeof found !== "object" || found === null) continue;
    return new Headers(Object.entries(found).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
  }
  return new Headers();
}

/** The error and those underneath, outermost first; a retry wraps the last attempt's. */
function chainOf(thrown: unknown): ForeignError[] {
  const chain: ForeignError[] = [];
  for (
    let error = thrown;
    typeof error === "object" && error !== null && chain.length < 5;
    error = (error as ForeignError).cause
  ) {
    chain.push(error as ForeignError);
  }
  return chain;
}

function messageOf(thrown: unknown): string {
  const { message } = (typeof thrown === "object" && thrown !== null ? thrown : { message: thrown }) as ForeignError;
  const text = typeof message === "string" ? message : String(message ?? "no message");
  // LangChain ends its messages with a page to read.
  return text.replace(/\s*Troubleshooting URL:\s*\S+\s*$/, "").slice(0, 500) || "no message";
}
