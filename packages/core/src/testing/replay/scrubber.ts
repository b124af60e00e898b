import { redact } from "../../contract/redact.ts";
import type { RecordedBody } from "./cassette.ts";

const secretHeader = /authorization|api-?key|token|secret|cookie|signature|credential/i;
const secretParameter = /^(key|.*(api[-_]?key|token|secret|password|signature|credential).*|sig|auth)$/i;
const secretVariable = /(_API_?KEY|_TOKEN|_SECRET|_SECRET_ACCESS_KEY|_PASSWORD)$/i;
// Shorter ones are `test` and the like, and would be cut out of the documents' words.
const leastSecretLength = 8;

// All that matters to a caller: the rest is about one connection on one day.
const keptHeader = /^(content-type|location|retry-after.*|(x-)?ratelimit.*|x-should-retry|x-request-id|request-id)$/i;

/** Takes credentials out of what is written to a cassette, and out of what is looked for in it. */
export interface Scrubber {
  text(text: string): string;
  url(url: string): string;
  body(body: RecordedBody): RecordedBody;
  responseHeaders(headers: Headers): Record<string, string>;
}

/**
 * Knows the credentials of a request by its headers, those of the process by its variables, and any other by its look.
 *
 * @param more the caller's own, applied to every text after that
 */
export function createScrubber(requestHeaders: Headers, more: (text: string) => string = (text) => text): Scrubber {
  const ofRequest = [...requestHeaders].filter(([name]) => secretHeader.test(name)).flatMap(([, value]) => valuesOf(value));
  const ofProcess = Object.entries(process.env).flatMap(([name, value]) =>
    value && secretVariable.test(name) ? [value.trim()] : [],
  );
  const secrets = [...new Set([...ofRequest, ...ofProcess])].filter((secret) => secret.length >= leastSecretLength);
  // The longest first: one may be a part of another.
  secrets.sort((a, b) => b.length - a.length);

  const text = (value: string): string => {
    const without = secrets.reduce((left, secret) => {
      return left.replaceAll(secret, "[redacted]").replaceAll(encodeURIComponent(secret), "[redacted]");
    }, value);
    return more(redact(without));
  };

  function scrubValue(value: unknown): unknown {
    if (typeof value === "string") return text(value);
    if (Array.isArray(value)) return value.map(scrubValue);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).map(([name, inner]) => {
      return [text(name), typeof inner === "string" && secretField.test(name) ? "[redacted]" : scrubValue(inner)];
    });
    return Object.fromEntries(entries);
  }

  return {
    text,
    url: (url) => text(withoutSecretParts(url)),
    body: (body) => {
      if ("json" in body) return { json: scrubValue(body.json) };
      return "text" in body ? { text: text(body.text) } : body;
    },
    responseHeaders: (headers) =>
      Object.fromEntries([...headers].filter(([name]) => keptHeader.test(name)).map(([name, value]) => [name, text(value)])),
  };
}

const secretField = /^(api[-_]?key|(access|auth|refresh|id)[-_]?token|client[-_]?secret|password|authorization)$/i;

/** A header's value, and what follows `Bearer` or stands in one of several cookies. */
function valuesOf(header: string): string[] {
  const parts = header.split(/[\s;,]+/).flatMap((part) => [part, part.slice(part.indexOf("=") + 1)]);
  return [header, ...parts];
}

function withoutSecretParts(address: string): string {
  const url = new URL(address);
  url.username = "";
  url.password = "";
  for (const name of new Set(url.searchParams.keys())) {
    if (secretParameter.test(name)) url.searchParams.set(name, "redacted");
  }
  url.searchParams.sort();
  url.hash = "";
  return url.href;
}
