const credentials: RegExp[] = [
  /\b(bearer\s+)[\w.~+/=-]{8,}/gi,
  // A tokenizer's `sep_token: "[SEP]"` is no secret, `access_token` and `HF_TOKEN=` are.
  /((?:api[-_]?key|api key provided|secret|password|\b(?:(?:access|auth|refresh)[-_])?token)["']?\s*[:=]\s*["']?)[^\s"',&]{4,}/gi,
  /(\b[A-Z\d_]+_TOKEN=["']?)[^\s"',&]{4,}/g,
  /(\b\w+:\/\/[^\s/:@]*:)[^\s/@]+(?=@)/g,
  /()\b(?:sk|pa|hf|jina|mxb|pcsk)[-_](?=[\w-]*\d)[\w-]{16,}/g,
  /()\bhf_[A-Za-z]{30,}/g,
];

/** The text with anything that looks like a credential replaced by `[redacted]`. Messages end up in logs. */
export function redact(text: string): string {
  return credentials.reduce((redacted, pattern) => redacted.replace(pattern, "$1[redacted]"), text);
}
