import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { nanMark } from "./apply-results-fault.ts";
import { resetConnection } from "./listen-both.ts";
import type { MockFault } from "./mock-fault.ts";
import type { MockReply } from "./rank-request.ts";

const compress = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync };
const webPage = "<!doctype html><html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>";

/** Writes an answer, with what the fault says is to go wrong on its way. */
export async function sendReply(response: ServerResponse, reply: MockReply, fault: MockFault | undefined): Promise<void> {
  const { text, type } = toText(reply.body, fault);
  const encoding = fault && "encoding" in fault ? fault.encoding : undefined;
  const bytes = encoding ? compress[encoding](text) : Buffer.from(text);
  const headers = {
    "content-type": type,
    "content-length": String(bytes.length),
    "x-request-id": "mock-request",
    ...(encoding && { "content-encoding": encoding }),
    ...reply.headers,
  };
  const connection = fault && "connection" in fault ? fault.connection : undefined;
  if (connection === "hang") return;
  if (connection === "resetBefore") return void resetConnection(response);
  response.writeHead(reply.status, headers);
  if (connection === "resetMidBody") {
    // Headers and half of the body have to be on their way before the connection goes.
    response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => setImmediate(() => resetConnection(response)));
    return;
  }
  if (connection === "drip") {
    const { everyMs = 50 } = fault as { everyMs?: number };
    for (let i = 0; i < bytes.length && !response.destroyed; i++) {
      response.write(bytes.subarray(i, i + 1));
      await sleep(everyMs, undefined, { ref: false });
    }
    return void response.end();
  }
  response.end(bytes);
}

function toText(body: unknown, fault: MockFault | undefined): { text: string; type: string } {
  const json = "application/json";
  // Body of a status fault may be text as well; there it is the reply's own.
  if (fault && "body" in fault && !("status" in fault)) {
    if (fault.body === "html") return { text: webPage, type: "text/html" };
    if (fault.body === "empty") return { text: "", type: json };
    if (fault.body === "malformed") return { text: "{results: [0.9, 0.1]}", type: json };
    const whole = JSON.stringify(body);
    return { text: whole.slice(0, Math.ceil(whole.length / 2)), type: json };
  }
  if (typeof body === "string") return { text: body, type: body.startsWith("<") ? "text/html" : "text/plain" };
  return { text: JSON.stringify(body ?? null).replaceAll(JSON.stringify(nanMark), "NaN"), type: json };
}
