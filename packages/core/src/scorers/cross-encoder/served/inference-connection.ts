import { RerankError } from "../../../contract/index.ts";
import { findApiKey } from "../../../io/http/api-key.ts";
import { exchange, type HttpAnswer } from "../../../io/http/http-exchange.ts";
import { createReplicas } from "../../../io/http/replicas.ts";
import { accountFor, retriesFor } from "../../../io/http/request-policy.ts";
import { statusError } from "../../../io/http/status-error.ts";
import { withoutSecret } from "../../../io/http/without-secret.ts";
import { withRetries } from "../../../io/with-retries.ts";
import type { ServerOptions } from "./served-options.ts";

/** What came of one request, retries included. */
export interface Exchanged {
  answer: HttpAnswer;
  attempts: number;
  waitedMs: number;
}

export interface ExchangeContext {
  signal: AbortSignal;
  deadlineAt?: number;
}

/** A way to a server of the Open Inference Protocol: with key, replicas and retries. */
export interface InferenceConnection {
  /** Asks for something below the model's own path: its metadata with an empty one. */
  get(path: string, context: ExchangeContext): Promise<HttpAnswer>;
  infer(body: object, context: ExchangeContext): Promise<Exchanged>;
}

const provider = "triton";

export function createInferenceConnection(options: ServerOptions): InferenceConnection {
  const { model, version, timeoutMs = 30_000 } = options;
  const replicas = createReplicas([options.baseUrl].flat().map((url) => url.replace(/\/+$/, "")));
  const modelPath = `/v2/models/${encodeURIComponent(model)}${version === undefined ? "" : `/versions/${encodeURIComponent(version)}`}`;

  async function ask(
    method: "GET" | "POST",
    path: string,
    body: object | undefined,
    context: ExchangeContext,
  ): Promise<Exchanged> {
    const { signal } = context;
    const key = await findApiKey({ provider, apiKey: options.apiKey, variables: ["TRITON_API_KEY"], optional: true });
    const headers = {
      "user-agent": "secondpass",
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...options.headers,
    };
    let waitedMs = 0;
    const onStart = (ms: number) => {
      waitedMs += ms;
    };
    const onReplica = replicas.start();
    return withRetries(retriesFor(options, context), (attempt) =>
      onReplica((base) =>
        accountFor(`${provider} ${base}`, key, options).run({ provider, tokens: 0, signal, onStart }, async () => {
          const given = await exchange(
            { method, url: `${base}${modelPath}${path}`, headers, ...(body && { body }) },
            { provider, timeoutMs, signal, ...(options.fetch && { fetch: options.fetch }) },
          );
          const answer = { ...given, body: withoutSecret(given.body, key) };
          if (answer.status < 200 || answer.status >= 300) throw errorOf(answer);
          return { answer, attempts: attempt, waitedMs };
        }),
      ),
    );
  }

  function errorOf(answer: HttpAnswer): RerankError {
    const error = statusError(answer, provider);
    const isUnknown = answer.status === 404 || /unknown model/i.test(error.message);
    if (!isUnknown) return error;
    const message = `${error.message}; is a model named ${model} loaded? GET /v2/models/${model}/ready says so`;
    return new RerankError(error.code, message, { ...error.toJSON(), cause: error });
  }

  return {
    get: async (path, context) => (await ask("GET", path, undefined, context)).answer,
    infer: (body, context) => ask("POST", "/infer", body, context),
  };
}
