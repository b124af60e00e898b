import { RerankError, type RerankErrorCode } from "../../contract/index.ts";

/** What the SDK throws: an exception's name, and a status where there was an answer. */
interface BedrockFailure extends Error {
  $metadata?: { httpStatusCode?: number };
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
  const { name, message, $metadata } = failure;
  const status = $metadata?.httpStatusCode;
  const code = codes.find(([pattern]) => pattern.test(name))?.[1] ?? codeOfStatus(status, name);
  return new RerankError(code, `bedrock: ${name}: ${message}${advice[code] ?? ""}`, {
    cause: failure,
    provider: "bedrock",
    retryable: retryable.has(code),
    ...(status !== undefined && { status }),
  });
}

/** Servers that say nothing we know, and no answer at all. */
function codeOfStatus(status: number | undefined, name: string): RerankErrorCode {
  if (/^Timeout/.test(name)) return "timeout";
  if (status === undefined || status >= 500) return "provider_unavailable";
  if (status === 429) return "rate_limited";
  if (status === 401 || status === 403) return "authentication_failed";
  return status >= 400 ? "invalid_request" : "invalid_response";
}
