import { isRerankError, type RerankError } from "../../contract/index.ts";
import { type Account, accountOf } from "../../io/http/account.ts";
import { findApiKey } from "../../io/http/api-key.ts";
import { exchange, type HttpAnswer, type HttpRequest } from "../../io/http/http-exchange.ts";
import { statusError } from "../../io/http/status-error.ts";
import { withRetries } from "../../io/with-retries.ts";
import type { Complaint, Discovered, RemoteAnswer, RemoteApi, RemoteCall } from "./remote-api.ts";
import type { RemoteOptions } from "./remote-options.ts";
import { baseUrlsOf } from "./remote-url.ts";

/** What came of one request. */
export type Asked =
  | { answer: RemoteAnswer; requestId?: string; attempts: number; waitedMs: number }
  | { complaint: Complaint; error: RerankError; attempts: number; waitedMs: number };

export interface AskContext {
  signal: AbortSignal;
  deadlineAt?: number;
  /** Estimated tokens of the request. */
  tokens: number;
}

/** A way to a provider: with key, addresses, limits and retries. */
export interface RemoteConnection {
  /** What the server says of itself, asked once. */
  discover(signal: AbortSignal): Promise<Discovered>;
  ask(call: RemoteCall, context: AskContext): Promise<Asked>;
}

const idHeaders = ["x-request-id", "request-id", "x-requestid", "x-amzn-requestid", "cf-ray"];

/**
 * @throws {RerankError} `missing_key`, `invalid_config` (no address, a key that no header can carry), `missing_peer`: what can be
 * known to be wrong before a call is
 */
export async function createRemoteConnection<Options extends RemoteOptions>(
  api: RemoteApi<Options>,
  options: Options,
): Promise<RemoteConnection> {
  const { timeoutMs = 30_000, attempts = 3, retryDelayMs = 500 } = options;
  const sdk = await api.connect?.(options);
  const baseUrls = sdk ? [api.name] : baseUrlsOf(api, options);
  let turn = 0;
  // A function may have to ask someone, and the answer may not last until the first call.
  if (!sdk && typeof options.apiKey !== "function") await findKey();
  let discovered: Promise<Discovered> | undefined;

  async function send(request: Omit<HttpRequest, "headers" | "url"> & { path: string }, base: string, signal: AbortSignal) {
    const key = await findKey();
    const headers = { "user-agent": "secondpass", ...keyHeaders(key), ...lowerCase(options.headers) };
    const { path, ...rest } = request;
    const answer = await exchange(
      { ...rest, url: `${base}${path}`, headers },
      { provider: api.name, timeoutMs, signal, ...(options.fetch && { fetch: options.fetch }) },
    );
    return key === undefined ? answer : { ...answer, body: withoutSecret(answer.body, key) };
  }

  /** A reply that quotes the key would end up in messages and logs. */
  function findKey(): Promise<string | undefined> {
    const { apiKey } = options;
    return findApiKey({ provider: api.name, apiKey, variables: api.keyVariables, optional: api.keyOptional ?? false });
  }

  function keyHeaders(key: string | undefined): Record<string, string> {
    if (key === undefined) return {};
    return lowerCase(api.keyHeaders?.(key) ?? { authorization: `Bearer ${key}` });
  }

  function account(base: string, key: string | undefined): Account {
    const { concurrency = 8, breakAfter = 5, breakForMs = 30_000, requestsPerMinute, tokensPerMinute } = options;
    return accountOf(`${api.name} ${base}`, key, {
      concurrency,
      breakAfter,
      breakForMs,
      ...(requestsPerMinute !== undefined && { requestsPerMinute }),
      ...(tokensPerMinute !== undefined && { tokensPerMinute }),
    });
  }

  async function ask(call: RemoteCall, { signal, deadlineAt, tokens }: AskContext): Promise<Asked> {
    const key = sdk ? undefined : await findKey();
    let waitedMs = 0;
    let tried = 0;
    const retry = {
      attempts,
      retryDelayMs,
      signal,
      jitter: true,
      ...(deadlineAt !== undefined && { deadlineAt }),
      // Where the circuit is open the pause is longer than any worth waiting for.
      shouldRetry: (error: RerankError) => error.retryable && error.code !== "circuit_open",
    };
    return withRetries(retry, async (attempt): Promise<Asked> => {
      tried = attempt;
      const base = baseUrls[turn++ % baseUrls.length] as string;
      const request = {
        provider: api.name,
        tokens,
        signal,
        onStart: (ms: number) => {
          waitedMs += ms;
        },
      };
      return account(base, key).run(request, async () => {
        if (sdk) return { answer: api.results(await sdk(call, { signal, timeoutMs })), attempts: tried, waitedMs };
        const answer = await send({ method: "POST", ...api.request(call, options) }, base, signal);
        const complaint = complaintOf(answer);
        if (complaint) return { complaint, error: statusError(answer, api.name), attempts: tried, waitedMs };
        if (!isSuccess(answer)) throw statusError(answer, api.name);
        const read = api.results(answer.body);
        const requestId = read.id ?? idHeaders.flatMap((name) => answer.headers.get(name) ?? [])[0];
        return { answer: read, ...(requestId !== undefined && { requestId }), attempts: tried, waitedMs };
      });
    });
  }

  function complaintOf(answer: HttpAnswer): Complaint | undefined {
    if (isSuccess(answer)) return undefined;
    return api.complaint?.(answer) ?? (answer.status === 413 ? { about: "documents" } : undefined);
  }

  // Who began the question that others wait for as well.
  let asker: AbortSignal | undefined;

  async function discover(signal: AbortSignal): Promise<Discovered> {
    if (!api.discover || sdk) return {};
    const base = baseUrls[0] as string;
    discovered ??= api.discover(async (path) => {
      asker = signal;
      const answer = await send({ method: "GET", path }, base, signal);
      if (!isSuccess(answer)) throw statusError(answer, api.name);
      return answer;
    }, options);
    try {
      return await discovered;
    } catch (error) {
      // Asked again at the next call. A server that is down says so again when it is asked to rank.
      discovered = undefined;
      signal.throwIfAborted();
      if (isRerankError(error)) return {};
      // Whoever asked has gone, and the others are still here.
      if (asker?.aborted) return discover(signal);
      throw error;
    }
  }

  return { discover, ask };
}

function isSuccess({ status }: HttpAnswer): boolean {
  return status >= 200 && status < 300;
}

function lowerCase(headers: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function withoutSecret(body: unknown, secret: string): unknown {
  const text = JSON.stringify(body);
  return text?.includes(secret) ? JSON.parse(text.replaceAll(secret, "[redacted]")) : body;
}
