import type { RecordedBody } from "./cassette.ts";

/** Bytes as a person can read them; nothing where there are none. */
export function bodyOf(bytes: Uint8Array): RecordedBody | undefined {
  if (bytes.length === 0) return undefined;
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { base64: Buffer.from(bytes).toString("base64") };
  }
  try {
    const json: unknown = JSON.parse(text);
    // A number of more digits than JavaScript keeps would come back as another one.
    return /\d{16}/.test(text) ? { text } : { json };
  } catch {
    return { text };
  }
}

/** The bytes that stand for a recorded body. */
export function bytesOf(body: RecordedBody | undefined): Uint8Array {
  if (body === undefined) return new Uint8Array();
  if ("base64" in body) return Buffer.from(body.base64, "base64");
  return new TextEncoder().encode("text" in body ? body.text : JSON.stringify(body.json));
}
