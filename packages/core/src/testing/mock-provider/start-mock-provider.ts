import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { answerRequest } from "./answer-request.ts";
import type { MockFormatName } from "./formats/index.ts";
import { listenBoth } from "./listen-both.ts";
import type { MockFault } from "./mock-fault.ts";
import type { MockLimits, MockRequest } from "./mock-format.ts";
import { scoreByWords } from "./score-by-words.ts";
import { sendReply } from "./send-reply.ts";

export interface MockProviderOptions {
  /** Whose format it speaks. Default: whichever a request is in; several share `/v1/rerank` and `/rerank`, and this says which. */
  format?: MockFormatName;
  /** Relevance of a document, between 0 and 1. Default: the share of the query's words that it has. */
  score?: (query: string, text: string) => number;
  /** What goes wrong: with the first ranking requests, in this order, or with each as the function says. Default: nothing. */
  faults?: readonly (MockFault | undefined)[] | ((request: MockRequest, number: number) => MockFault | undefined);
  /** In place of the format's own. */
  limits?: MockLimits;
  /** The only key that is accepted, in the provider's header. Default: any, and none. */
  apiKey?: string;
  /** Milliseconds before each answer. Default: 0. */
  latencyMs?: number;
}

/** A request that came in, with what was made of it. */
export interface MockRequestRecord extends MockRequest {
  /** The format in which it was read; absent for questions and unknown paths. */
  format?: MockFormatName;
  /** Of the answer; absent where there was none. */
  status?: number;
  /** Whether it is over, answered or not. */
  closed: boolean;
}

export interface MockProvider {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string;
  /** All requests so far, in the order in which they came in. */
  readonly requests: readonly MockRequestRecord[];
  /** Adds what is to go wrong with the next ranking requests, one each; `undefined` for nothing. */
  next(...faults: (MockFault | undefined)[]): void;
  /** Ends all connections, answered or not. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts a server on this machine that speaks the wire format of every provider, with the provider's own limits and error
 * bodies, and fails on demand. Point `baseUrl` to it.
 *
 * @example
 * import { createReranker } from "secondpass";
 * import { startMockProvider } from "secondpass/testing";
 *
 * const mock = await startMockProvider({ faults: [{ status: 429, headers: { "retry-after": "0" } }] });
 * const reranker = await createReranker({ cohere: { baseUrl: mock.url, apiKey: "test" } });
 * const { results } = await reranker.rerank("install rust", ["iron and rust", "how to install rust"]);
 * results.map(({ index }) => index); // => [1, 0]
 * mock.requests.map(({ path, status }) => `${path} ${status}`); // => ["/v2/rerank 429", "/v2/rerank 200"]
 * await mock.stop();
 */
export async function startMockProvider(options: MockProviderOptions = {}): Promise<MockProvider> {
  const { faults = [], latencyMs = 0, score = scoreByWords, limits = {}, apiKey, format } = options;
  const requests: MockRequestRecord[] = [];
  const queue = typeof faults === "function" ? [] : [...faults];
  let asked = 0;

  function nextFault(request: MockRequest): MockFault | undefined {
    const planned = queue.shift();
    const number = asked++;
    return planned ?? (typeof faults === "function" ? faults(request, number) : undefined);
  }

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    // A client that goes away is what some tests are about.
    response.on("error", () => {});
    const record = await readRequest(incoming).catch(() => undefined);
    if (!record) return;
    requests.push(record);
    response.on("close", () => {
      record.closed = true;
    });
    const answered = answerRequest(record, {
      score,
      limits,
      ...(apiKey !== undefined && { apiKey }),
      ...(format && { format }),
      fault: () => nextFault(record),
    });
    if (answered.format) record.format = answered.format;
    if (!isSilent(answered.fault)) record.status = answered.reply.status;
    if (latencyMs > 0) await sleep(latencyMs);
    await sendReply(response, answered.reply, answered.fault);
  }
  const { port, stop } = await listenBoth((incoming, response) => void handle(incoming, response));

  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    next: (...more) => void queue.push(...more),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

function isSilent(fault: MockFault | undefined): boolean {
  return fault !== undefined && "connection" in fault && ["hang", "resetBefore"].includes(fault.connection);
}

async function readRequest(incoming: IncomingMessage): Promise<MockRequestRecord> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  // The method and path of HTTP/2 are headers with a colon in front.
  const named = Object.entries(incoming.headers).filter(([name]) => !name.startsWith(":"));
  const headers = named.map(([name, value]) => [name, [value].flat().join(", ")]);
  return {
    method: incoming.method as string,
    path: incoming.url as string,
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: parse(text),
    closed: false,
  };
}

function parse(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
