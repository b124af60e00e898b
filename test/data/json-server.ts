import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export interface JsonRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  /** Parsed; `undefined` where there is none. */
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever was sent
  body: any;
}

/** An answer; `body` is sent as JSON, or as it is where it is text or bytes. */
export interface JsonAnswer {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
}

export interface JsonServer {
  readonly url: string;
  readonly requests: JsonRequest[];
  /** Paths of the requests, in order. */
  paths(): string[];
  /** Stops listening; connections are cut. */
  stop(): Promise<void>;
}

/** A server that answers as it is told, until the test ends. `undefined` never answers. */
export async function startJsonServer(
  answer: (request: JsonRequest) => JsonAnswer | undefined | Promise<JsonAnswer | undefined>,
): Promise<JsonServer> {
  const requests: JsonRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const { method = "", url: path = "", headers } = incoming;
    const request = { method, path, headers, body: text ? JSON.parse(text) : undefined };
    requests.push(request);
    const given = await answer(request);
    if (!given) return;
    const { status = 200, headers: more = {}, body } = given;
    const isRaw = typeof body === "string" || body instanceof Uint8Array;
    response.writeHead(status, { "content-type": "application/json", ...more });
    response.end(isRaw ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(stop);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, requests, paths: () => requests.map(({ path }) => path), stop };
}
