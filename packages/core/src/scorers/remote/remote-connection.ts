import { isRerankError, type RerankError } from "../../contract/index.ts";
import { findApiKey } from "../../io/http/api-key.ts";
import { exchange, type HttpAnswer, type HttpRequest } from "../../io/http/http-exchange.ts";
import { createReplicas } from "../../io/http/replicas.ts";
import { accountFor, retriesFor } from "../../io/http/request-policy.ts";
import { statusError } from "../../io/http/status-error.ts";
import { withoutSecret } from "../../io/http/without-secret.ts";
import { withRetries } from "../../io/with-retries.ts";
import type { Complaint, Discovered, RemoteAnswer, RemoteApi, RemoteCall, RemoteTransport } from "./remote-api.ts";
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
  /** Where requests go; the provider's name where its own SDK knows. */
  readonly addresses: readonly string[];
  /** What the server says of itself, asked once. */
  discover(signal: AbortSignal): Promise<Discovered>;
  ask(call: RemoteCall, context: AskContext): Promise<Asked>;
  close(): void;
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
  const { timeoutMs = 30_000 } = options;
  const sdk = await api.connect?.(options);
  const baseUrls = sdk ? [api.name] : baseUrlsOf(api, options);
  const replicas = createReplicas(baseUrls);
  const hasVariable = api.keyVariables.some((name) => process.env[name]?.trim());
  const apiKey = options.apiKey ?? (sdk || hasVariable ? undefined : await api.credentials?.(options));
  // A function may have to ask someone, and the answer may not last until the first call.
  if (!sdk && typeof apiKey !== "function") await findKey();
  // A key that is renewed every hour is still the same account.
  let firstKey: string | undefined;
  let discovered: Promise<Discovered> | undefined;
  let asked = 0;

  async function send(request: Omit<HttpRequest, "headers" | "url"> & { path: string }, base: string, signal: AbortSignal) {
    const key = await findKey();
    const headers = { "user-agent": "secondpass", ...keyHeaders(key), ...lowerCase(options.headers) };
    const { path, ...rest } = request;
    const answer = await exchange(
      { ...rest, url: `${base}${path}`, headers },
      { provider: api.name, timeoutMs, signal, ...(options.fetch && { fetch: options.fetch }) },
    );
    return { ...answer, body: withoutSecret(answer.body, key) };
  }

  function findKey(): Promise<string | undefined> {
    return findApiKey({ provider: api.name, apiKey, variables: api.keyVariables, optional: api.keyOptional ?? false });
  }

  function keyHeaders(key: string | undefined): Record<string, string> {
    if (key === undefined) return {};
    return lowerCase(api.keyHeaders?.(key, options) ?? { authorization: `Bearer ${key}` });
  }

  async function ask(call: RemoteCall, { tokens, ...context }: AskContext): Promise<Asked> {
    firstKey ??= sdk ? undefined : await findKey();
    const key = firstKey;
    let waitedMs = 0;
    let tried = 0;
    const { signal } = context;
    const onReplica = replicas.start();
    return withRetries(retriesFor(options, context), (attempt) => {
      tried = attempt;
      return onReplica(askOne);
    });

    async function askOne(base: string): Promise<Asked> {
      const request = {
        provider: api.name,
        tokens,
        signal,
        onStart: (ms: number) => {
          waitedMs += ms;
        },
      };
      return accountFor(`${api.name} ${sdk?.account ?? base}`, key, options).run(request, async () => {
        if (sdk) return askSdk(sdk);
        const answer = await send({ method: "POST", ...api.request(call, options, base) }, base, signal);
        const complaint = complaintOf(answer);
        if (complaint) return { complaint, error: statusError(answer, api.name), attempts: tried, waitedMs };
        if (!isSuccess(answer)) throw statusError(answer, api.name);
        return answered(api.results(answer.body), answer.headers);
      });
    }

    async function askSdk(sdk: RemoteTransport): Promise<Asked> {
      try {
        return answered(api.results(await sdk.send(call, { signal, timeoutMs })));
      } catch (error) {
        if (!isRerankError(error) || error.status !== 413) throw error;
        return { complaint: { about: "documents" }, error, attempts: tried, waitedMs };
      }
    }

    function answered(answer: RemoteAnswer, headers?: Headers): Asked {
      const requestId = answer.id ?? idHeaders.flatMap((name) => headers?.get(name) ?? [])[0];
      return { answer, ...(requestId !== undefined && { requestId }), attempts: tried, waitedMs };
    }
  }

  function complaintOf(answer: HttpAnswer): Complaint | undefined {
    if (isSuccess(answer)) return undefined;
    return api.complaint?.(answer) ?? (answer.status === 413 ? { about: "documents" } : undefined);
  }

  async function discover(signal: AbortSignal): Promise<Discovered> {
    if (!api.discover || sdk) return {};
    // Another replica each time, so that a dead one does not keep the others from telling.
    const base = baseUrls[asked % baseUrls.length] as string;
    // Several calls may wait for the answer, so none of them takes it along when it aborts.
    const { signal: lasting } = new AbortController();
    discovered ??= api.discover(async (path) => {
      const answer = await send({ method: "GET", path }, base, lasting);
      if (!isSuccess(answer)) throw statusError(answer, api.name);
      return answer;
    }, options);
    try {
      return await discovered;
    } catch (error) {
      // Asked again at the next call. A server that is down says so again when it is asked to rank.
      discovered = undefined;
      asked++;
      signal.throwIfAborted();
      if (isRerankError(error)) return {};
      throw error;
    }
  }

  return { addresses: baseUrls, discover, ask, close: () => sdk?.close?.() };
}

function isSuccess({ status }: HttpAnswer): boolean {
  return status >= 200 && status < 300;
}

function lowerCase(headers: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
