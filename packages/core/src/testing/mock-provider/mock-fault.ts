/** What is wrong with the results of an otherwise proper answer. `nan` is the literal `NaN` that some servers write, which is no JSON. */
export type MockResultsFault = "missing" | "empty" | "fewer" | "duplicate" | "outOfRange" | "unsorted" | "nan" | "null" | "text";

/**
 * Something that goes wrong with one ranking request:
 * - `status` an answer of this status, in the provider's own form unless `body` is given (text is sent as it is, as HTML where
 *   it begins with `<`).
 * - `results` a 200 whose results are not what was asked for.
 * - `body` a 200 that is a web page, ends in the middle, is no JSON, or is empty.
 * - `connection` no answer at all (`hang`), a connection reset before or within the body, or a body that comes byte by byte,
 *   one every `everyMs` (default 50).
 * - `encoding` a proper answer, compressed.
 * - `redirect` to this path or address, with 307 unless `status` says otherwise; the next request is answered.
 */
export type MockFault =
  | { status: number; headers?: Record<string, string>; body?: unknown }
  | { results: MockResultsFault }
  | { body: "html" | "truncated" | "malformed" | "empty" }
  | { connection: "hang" | "resetBefore" | "resetMidBody" }
  | { connection: "drip"; everyMs?: number }
  | { encoding: "gzip" | "deflate" | "br" }
  | { redirect: string; status?: 301 | 302 | 303 | 307 | 308 };
