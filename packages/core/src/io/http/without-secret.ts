/** An answer's body without a secret that it quotes: it would end up in messages and logs. Bytes are left alone. */
export function withoutSecret(body: unknown, secret: string | undefined): unknown {
  if (secret === undefined || body instanceof Uint8Array) return body;
  const text = JSON.stringify(body);
  return text?.includes(secret) ? JSON.parse(text.replaceAll(secret, "[redacted]")) : body;
}
