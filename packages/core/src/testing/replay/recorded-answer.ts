import type { Recording } from "./cassette.ts";
import { bytesOf } from "./recorded-body.ts";

/** A response as it was recorded. */
export function toResponse({ response }: Recording, url: string): Response {
  const { status, headers, body } = response;
  return withUrl(new Response(mayHaveBody(status) ? bytesOf(body) : null, { status, headers }), url);
}

/** A response again, after its body was read. */
export function answerOf({ status, headers, url }: Response, body: Uint8Array): Response {
  return withUrl(new Response(mayHaveBody(status) ? body : null, { status, headers: plain(headers) }), url);
}

/** The body is here decompressed and whole. */
function plain(headers: Headers): Headers {
  const rest = new Headers(headers);
  for (const name of ["content-encoding", "content-length", "transfer-encoding"]) rest.delete(name);
  return rest;
}

function mayHaveBody(status: number): boolean {
  return ![204, 205, 304].includes(status);
}

function withUrl(response: Response, url: string): Response {
  return Object.defineProperty(response, "url", { value: url });
}
