import { RerankError, type RerankErrorCode } from "../../contract/index.ts";
import { statusError } from "../../io/http/status-error.ts";

/** What the SDK throws: an exception's name, and where there was an answer its status and headers. */
interface BedrockFailure extends Error {
  $metadata?: { httpStatusCode?: number };
  $response?: { statusCode?: number; headers?: Record<string, string> };
}

/** Our code by the name of theirs; the first pattern that fits. */
const codes: [RegExp, RerankErrorCode][] = [
  [/^CredentialsProviderError|CredentialsError$/, "missing_key"],
  [
    /AccessDenied|UnrecognizedClient|ExpiredToken|InvalidSignature|InvalidClientTokenId|MissingAuthentication/,
    "authentication_failed",
  ],
  [/Throttling|ThrottledException|TooManyRequests|ServiceQuota|LimitExceeded/, "rate_limited"],
  [/^ValidationException|ResourceNotFound|ConflictException|SerializationException/, "invalid_request"],
];

const retryable: ReadonlySet<RerankErrorCode> = new Set(["rate_limited", "provider_unavailable", "timeout"]);

const advice: Partial<Record<RerankErrorCode, string>> = {
  missing_key: "; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or AWS_PROFILE, or pass { bedrock: { client } }",
  authentication_failed:
    "; check the credentials, their right to bedrock:Rerank and bedrock:InvokeModel, and access to the model",
};

/** An error of the AWS SDK as ours. */
export function bedrockError(failure: BedrockFailure): RerankError {
  const { name, message, $metadata, $response } = failure;
  const status = $metadata?.httpStatusCode ?? $response?.statusCode;
  // Of what a proxy in between answers the SDK tells what its parser made of it, page and advice to look inside included.
  const said = name === "SyntaxError" ? "what was answered is no JSON" : message;
  const answered = status === undefined || status < 300 ? undefined : statusOf(status, $response?.headers, said);
  const code = codes.find(([pattern]) => pattern.test(name))?.[1] ?? answered?.code ?? codeWithoutAnswer(status, name);
  const waitMs = answered?.retryAfterMs;
  return new RerankError(code, `bedrock: ${name}: ${said}${advice[code] ?? ""}`, {
    cause: withoutRequest(failure),
    provider: "bedrock",
    retryable: retryable.has(code),
    ...(status !== undefined && { status }),
    ...(waitMs !== undefined && { retryAfterMs: waitMs }),
  });
}

function statusOf(status: number, headers: Record<string, string> = {}, said: string): RerankError {
  // The status of HTTP/2 is a header with a colon in front, which no other header may have.
  const named = Object.entries(headers).filter(([name]) => !name.startsWith(":"));
  return statusError({ status, headers: new Headers(named), body: said }, "bedrock");
}

/** No answer at all, or a success that is none. */
function codeWithoutAnswer(status: number | undefined, name: string): RerankErrorCode {
  if (/^Timeout/.test(name)) return "timeout";
  return status === undefined ? "provider_unavailable" : "invalid_response";
}

/** The error without the answer that hangs on it: from there a logger finds the request, and its signed headers. */
export function withoutRequest(failure: Error): Error {
  const { name, message, stack, cause } = failure;
  const { code, $fault, $metadata } = failure as { code?: unknown; $fault?: unknown; $metadata?: unknown };
  const bare = new Error(message, cause instanceof Error ? { cause: withoutRequest(cause) } : {});
  Object.defineProperty(bare, "stack", { value: stack, configurable: true });
  const kept = Object.entries({ name, code, $fault, $metadata }).filter(([, value]) => value !== undefined);
  return Object.assign(bare, Object.fromEntries(kept));
}
