import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttp2Server, type Http2ServerRequest, type Http2ServerResponse } from "node:http2";
import type { AddressInfo, Socket } from "node:net";
import { onTestFinished } from "vitest";
import type { Replier, SentRequest } from "./recording-fetch.ts";

export interface MockProvider {
  url: string;
  sent: SentRequest[];
  /** Requests whose connection was closed before they were answered. */
  readonly cancelled: number;
}

export interface MockProviderOptions {
  /** Speaks HTTP/2 only, as some SDKs do. Default: false. */
  http2?: boolean;
}

/** A provider on this machine, for what only a real connection shows: SDKs, aborts, timeouts. Ends with the test. */
export async function startMockProvider(reply: Replier, { http2 = false }: MockProviderOptions = {}): Promise<MockProvider> {
  const sent: SentRequest[] = [];
  const sockets = new Set<Socket>();
  let cancelled = 0;
  const answer = async (incoming: IncomingMessage | Http2ServerRequest, outgoing: ServerResponse | Http2ServerResponse) => {
    let answered = false;
    outgoing.on("close", () => {
      if (!answered) cancelled++;
    });
    const request = await readRequest(incoming);
    sent.push(request);
    const { status = 200, headers = {}, body } = await reply(request, sent.length - 1);
    answered = true;
    outgoing.writeHead(status, { "content-type": "application/json", ...headers });
    outgoing.end(typeof body === "string" ? body : JSON.stringify(body));
  };
  const server = http2 ? createHttp2Server(answer) : createServer(answer);
  server.on("connection", (socket: Socket) => sockets.add(socket));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent,
    get cancelled() {
      return cancelled;
    },
  };
}

async function readRequest(incoming: IncomingMessage | Http2ServerRequest): Promise<SentRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
  const isJson = /json/.test(headers["content-type"] ?? "");
  return { method: incoming.method ?? "", url: incoming.url ?? "", headers, body: isJson ? JSON.parse(text) : text || undefined };
}
