import { RerankError } from "../../contract/index.ts";
import { statusError } from "../../io/http/status-error.ts";
import { nameOfObject } from "../../io/name-of-object.ts";
import type { RemoteTransport } from "./remote-api.ts";

/** What we use of a `CohereClientV2`, so that any version with this shape will do. */
export interface CohereClient {
  rerank(
    request: { model: string; query: string; documents: string[]; topN?: number; maxTokensPerDoc?: number },
    options?: { timeoutInSeconds?: number; maxRetries?: number; abortSignal?: AbortSignal },
  ): PromiseLike<{
    id?: string;
    results: { index: number; relevanceScore: number }[];
    meta?: { billedUnits?: { searchUnits?: number } };
  }>;
}

/** What the client throws: a status and a body where there was an answer. */
interface CohereFailure extends Error {
  statusCode?: number;
  body?: unknown;
  rawResponse?: { headers?: Headers };
}

/**
 * Asks through the official client. Retries are ours: the client's own pause does not end on abort, and it does not retry
 * network errors.
 */
export function sendWithCohereClient(client: CohereClient, maxTokensPerDocument?: number): RemoteTransport {
  const send: RemoteTransport["send"] = async ({ model, query, texts, topN }, { signal, timeoutMs }) => {
    try {
      const { id, results, meta } = await client.rerank(
        {
          model: model as string,
          query,
          documents: [...texts],
          ...(topN !== undefined && { topN }),
          ...(maxTokensPerDocument !== undefined && { maxTokensPerDoc: maxTokensPerDocument }),
        },
        { abortSignal: signal, timeoutInSeconds: timeoutMs / 1000, maxRetries: 0 },
      );
      // Back into the words of the wire, so that one reader checks both.
      return {
        ...(id !== undefined && { id }),
        results: results?.map(({ index, relevanceScore }) => ({ index, relevance_score: relevanceScore })),
        meta: { billed_units: { search_units: meta?.billedUnits?.searchUnits } },
      };
    } catch (cause) {
      signal.throwIfAborted();
      throw toRerankError(cause as CohereFailure, timeoutMs);
    }
  };
  return { account: nameOfObject(client), send };
}

function toRerankError(failure: CohereFailure, timeoutMs: number): RerankError {
  const { statusCode, body, rawResponse, name, message } = failure;
  if (statusCode !== undefined && statusCode >= 300) {
    const error = statusError({ status: statusCode, headers: new Headers(rawResponse?.headers), body }, "cohere");
    return new RerankError(error.code, error.message, { ...error.toJSON(), cause: failure });
  }
  const options = { cause: failure, provider: "cohere" };
  if (/timeout/i.test(`${name} ${message}`)) {
    return new RerankError("timeout", `cohere did not answer within ${timeoutMs} ms`, { ...options, retryable: true });
  }
  if (statusCode !== undefined) return new RerankError("invalid_response", `cohere-ai: ${message}`, options);
  return new RerankError("provider_unavailable", `cohere-ai: ${message}`, { ...options, retryable: true });
}
