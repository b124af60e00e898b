// A shorter key, as servers of one's own have it, is no secret and may be a word of any message.
const leastSecret = 8;

/** An answer with every mention of a key replaced: a server that quotes it would carry it into messages and logs. */
export function withoutSecret(body: unknown, secret: string | undefined): unknown {
  if (secret === undefined || secret.length < leastSecret) return body;
  if (typeof body === "string") return body.replaceAll(secret, "[redacted]");
  if (Array.isArray(body)) return body.map((value) => withoutSecret(value, secret));
  if (typeof body !== "object" || body === null) return body;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, withoutSecret(value, secret)]));
}
