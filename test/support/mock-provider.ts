import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { Replier, SentRequest } from "./recording-fetch.ts";

export interface MockProvider {
  url: string;
  sent: SentRequest[];
  /** Requests whose connection was closed before they were answered. */
  readonly cancelled: number;
}

/** A provider on this machine, for what only a real connection shows: SDKs, aborts, timeouts. Ends with the test. */
export async function startMockProvider(reply: Replier): Promise<MockProvider> {
  const sent: SentRequest[] = [];
  let cancelled = 0;
  const server = createServer(async (incoming, outgoing) => {
    outgoing.on("close", () => {
      if (!outgoing.writableFinished) cancelled++;
    });
    const request = await readRequest(incoming);
    sent.push(request);
    const { status = 200, headers = {}, body } = await reply(request, sent.length - 1);
    outgoing.writeHead(status, { "content-type": "application/json", ...headers });
    outgoing.end(typeof body === "string" ? body : JSON.stringify(body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent,
    get cancelled() {
      return cancelled;
    },
  };
}

async function readRequest(incoming: IncomingMessage): Promise<SentRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
  return { method: incoming.method ?? "", url: incoming.url ?? "", headers, body: text ? JSON.parse(text) : undefined };
}
