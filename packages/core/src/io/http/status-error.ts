import { RerankError, type RerankErrorCode } from "../../contract/index.ts";
import { retryAfterMs } from "../retry-after.ts";
import type { HttpAnswer } from "./http-exchange.ts";

/** The error that a status other than success stands for, with the provider's own words. */
export function statusError({ status, headers, body }: HttpAnswer, provider: string): RerankError {
  const said = messageOf(body);
  // Jina names the reason in a field of its own.
  const code = codeOf(status, typeof body === "object" ? `${said} ${JSON.stringify(body)}` : said);
  const waitMs = retryAfterMs({ headers });
  return new RerankError(code, `${provider} answered HTTP ${status}: ${said}${advice[code] ?? ""}`, {
    status,
    provider,
    retryable: status === 408 || status === 429 || (status >= 500 && status !== 501),
    ...(waitMs !== undefined && { retryAfterMs: waitMs }),
  });
}

const advice: Partial<Record<RerankErrorCode, string>> = {
  authentication_failed: "; check the API key",
  payment_required: "; the account has no credit left",
};

function codeOf(status: number, said: string): RerankErrorCode {
  if (status === 402 || (status === 403 && /balance|billing|credit/i.test(said))) return "payment_required";
  if ([401, 403, 498].includes(status)) return "authentication_failed";
  if (status === 429) return "rate_limited";
  if (status === 408) return "timeout";
  if (status >= 500 && status !== 501) return "provider_unavailable";
  return "invalid_request";
}

/** The provider's own words, wherever it puts them. Its page for people, as of a proxy in between, is cut to its title. */
export function messageOf(body: unknown): string {
  if (typeof body === "string") {
    const title = /<title>([^<]*)/i.exec(body)?.[1];
    const text = title ?? (/^\s*</.test(body) ? "a web page" : body);
    return text.trim().slice(0, 300) || "no message";
  }
  const { message, detail, error } = (body ?? {}) as Record<string, unknown>;
  for (const candidate of [message, detail, error]) {
    if (typeof candidate === "string" && candidate) return candidate.slice(0, 500);
    if (Array.isArray(candidate)) return JSON.stringify(candidate).slice(0, 500);
    if (candidate && typeof candidate === "object") return messageOf(candidate);
  }
  return JSON.stringify(body ?? null).slice(0, 300);
}
