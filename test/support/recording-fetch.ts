/** A request as it left the library. */
export interface SentRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  /** Parsed JSON; `undefined` without a body. */
  body: unknown;
}

export interface Reply {
  /** Default: 200. */
  status?: number;
  headers?: Record<string, string>;
  /** Sent as JSON, a string as it is. */
  body: unknown;
}

/** What a provider would answer; `call` counts from 0. */
export type Replier = (request: SentRequest, call: number) => Reply | Promise<Reply>;

/** A `fetch` that keeps what it is asked to send, and the place where the network ends. */
export function recordingFetch(reply: Replier): { fetch: typeof fetch; sent: SentRequest[] } {
  const sent: SentRequest[] = [];
  const send = async (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const { method = "GET", headers, body } = init;
    const request = {
      method,
      url: String(url),
      headers: Object.fromEntries(new Headers(headers)),
      body: body === undefined ? undefined : JSON.parse(String(body)),
    };
    sent.push(request);
    const answer = await reply(request, sent.length - 1);
    const text = typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body);
    return new Response(text, { status: answer.status ?? 200, headers: answer.headers ?? {} });
  };
  return { fetch: send, sent };
}
