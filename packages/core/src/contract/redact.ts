const credentials: RegExp[] = [
  /\b(bearer\s+)[\w.~+/=-]{8,}/gi,
  /\b((?:api[-_]?key|token|secret|password)["']?\s*[:=]\s*["']?)[^\s"',&]{4,}/gi,
  /(\b\w+:\/\/[^\s/:@]*:)[^\s/@]+(?=@)/g,
  /()\b(?:sk|pa|hf|jina|mxb|pcsk)[-_](?=[\w-]*\d)[\w-]{16,}/g,
];

/** The text with anything that looks like a credential replaced by `[redacted]`. Messages end up in logs. */
export function redact(text: string): string {
  return credentials.reduce((redacted, pattern) => redacted.replace(pattern, "$1[redacted]"), text);
}
