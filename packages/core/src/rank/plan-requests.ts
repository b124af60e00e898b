/** What one request may hold. */
export interface RequestLimits {
  /** Most documents. Default: no limit. */
  maxDocuments?: number;
  /** Most tokens of a request. Default: no limit. */
  maxRequestTokens?: number;
  /** How a request's tokens are counted: the query once, or once for each document. Default: `once`. */
  queryCounts?: "once" | "perDocument";
  /** Most characters of a document. Default: no limit. */
  maxDocumentCharacters?: number;
}

export interface RequestSizes {
  queryTokens: number;
  /** Tokens of each document. */
  documentTokens: readonly number[];
}

/**
 * Divides documents into requests that keep a provider's limits, as few as can be, in first-stage order. A document that is
 * over the limit by itself goes alone: whether it is cut or refused is for the provider to say.
 *
 * @returns positions of the documents of each request
 *
 * @example
 * import { planRequests } from "secondpass/rank";
 *
 * const sizes = { queryTokens: 10, documentTokens: [50, 50, 50, 200] };
 * planRequests(sizes, { maxDocuments: 2 }); // => [[0, 1], [2, 3]]
 * // Voyage counts the query once for each document: 60 + 60, then 60, then 210.
 * planRequests(sizes, { maxRequestTokens: 120, queryCounts: "perDocument" }); // => [[0, 1], [2], [3]]
 */
export function planRequests({ queryTokens, documentTokens }: RequestSizes, limits: RequestLimits): number[][] {
  const { maxDocuments = Number.POSITIVE_INFINITY, maxRequestTokens = Number.POSITIVE_INFINITY, queryCounts = "once" } = limits;
  const base = queryCounts === "once" ? queryTokens : 0;
  const perDocument = queryCounts === "once" ? 0 : queryTokens;
  const requests: number[][] = [];
  let request: number[] = [];
  let used = base;
  documentTokens.forEach((tokens, position) => {
    const more = tokens + perDocument;
    if (request.length > 0 && (request.length >= maxDocuments || used + more > maxRequestTokens)) {
      requests.push(request);
      request = [];
      used = base;
    }
    request.push(position);
    used += more;
  });
  if (request.length > 0) requests.push(request);
  return requests;
}
