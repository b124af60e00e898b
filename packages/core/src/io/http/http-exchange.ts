import { isRerankError, RerankError } from "../../contract/index.ts";
import { startCallBudget } from "../call-budget.ts";
import { proxyFetch } from "./proxy-fetch.ts";

export interface HttpRequest {
  method: "GET" | "POST";
  url: string;
  headers: Record<string, string>;
  /** Sent as JSON. */
  body?: unknown;
}

export interface HttpAnswer {
  status: number;
  headers: Headers;
  /** Parsed where it is JSON, the text where it is not; a `Uint8Array` where a success is an octet stream. */
  body: unknown;
}

export interface HttpSettings {
  /** Who is asked, for errors. */
  provider: string;
  /** Most milliseconds from the first byte sent to the last byte received. */
  timeoutMs: number;
  signal: AbortSignal;
  /** In place of the global `fetch`; proxy variables are then its own business. */
  fetch?: typeof fetch;
}

const maxRedirects = 3;
// 303 asks for a GET, which no ranking is. The others are sent again as they were: a POST that becomes a GET loses its documents.
const redirects: ReadonlySet<number> = new Set([301, 302, 307, 308]);

/**
 * One exchange: request out, whole answer in, whatever its status. The timeout covers the body too, so that an answer which
 * drips in byte by byte ends as well. Redirects are followed within the same origin only: a fetch that follows them takes
 * documents, and keys in headers of the provider's own, to whatever host it is told.
 *
 * @throws {RerankError} `timeout`, `provider_unavailable` (no answer), `invalid_request` (a redirect elsewhere),
 * `invalid_response` (one to no address), `invalid_config` (a header that cannot be sent); an abort rejects with the signal's reason
 */
export async function exchange(request: HttpRequest, settings: HttpSettings): Promise<HttpAnswer> {
  const { provider, timeoutMs, signal } = settings;
  signal.throwIfAborted();
  checkHeaders(request.headers, provider);
  const budget = startCallBudget({ signals: [signal], deadlineMs: timeoutMs });
  try {
    return await budget.race(followRedirects(request, settings, budget.signal));
  } catch (cause) {
    signal.throwIfAborted();
    if (budget.deadlinePassed) {
      throw new RerankError("timeout", `${provider} did not answer within ${timeoutMs} ms`, { cause, retryable: true, provider });
    }
    if (isRerankError(cause)) throw cause;
    throw new RerankError("provider_unavailable", `no answer from ${originOf(request.url)}: ${reasonOf(cause)}`, {
      cause,
      retryable: true,
      provider,
    });
  } finally {
    budget.end();
  }
}

async function followRedirects(request: HttpRequest, settings: HttpSettings, signal: AbortSignal): Promise<HttpAnswer> {
  const send = settings.fetch ?? (await proxyFetch());
  const { method, headers, body } = request;
  const home = originOf(request.url);
  let { url } = request;
  for (let hops = 0; hops <= maxRedirects; hops++) {
    const response = await send(url, {
      method,
      redirect: "manual",
      signal,
      headers: { accept: "application/json", ...(body !== undefined && { "content-type": "application/json" }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const location = redirects.has(response.status) ? response.headers.get("location") : null;
    if (location === null) return { status: response.status, headers: response.headers, body: await readBody(response) };
    await response.body?.cancel();
    if (!URL.canParse(location, url)) {
      throw new RerankError(
        "invalid_response",
        `${home} redirects to ${JSON.stringify(location.slice(0, 100))}, which is no address`,
        {
          provider: settings.provider,
          status: response.status,
        },
      );
    }
    const next = new URL(location, url);
    if (next.origin !== home) {
      throw new RerankError(
        "invalid_request",
        `${home} redirects to ${next.origin}, where neither key nor documents are sent; if that is right, set baseUrl to it`,
        { provider: settings.provider, status: response.status },
      );
    }
    url = next.href;
  }
  throw new RerankError("invalid_request", `${request.url} redirects in a circle`, { provider: settings.provider });
}

async function readBody(response: Response): Promise<unknown> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const text = new TextDecoder().decode(bytes);
  try {
    return JSON.parse(text);
  } catch {
    const isBinary = response.headers.get("content-type")?.startsWith("application/octet-stream");
    return response.ok && isBinary ? bytes : text;
  }
}

/** What `fetch` says of a header that cannot be sent quotes its value, and headers hold keys. */
function checkHeaders(headers: Record<string, string>, provider: string): void {
  for (const [name, value] of Object.entries(headers)) {
    try {
      new Headers([[name, value]]);
    } catch {
      const message = `the header ${JSON.stringify(name)} has a name or a value that no header can have, such as one with a line break`;
      throw new RerankError("invalid_config", message, { provider });
    }
  }
}

function originOf(url: string): string {
  return new URL(url).origin;
}

/** `fetch failed` says nothing; the reason is underneath, at times in an `AggregateError` without a message. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error & { cause?: NodeJS.ErrnoException };
  return cause?.code ?? (cause?.message || message) ?? String(error);
}
