import { createServer as createHttp1Server, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttp2Server } from "node:http2";
import { type AddressInfo, createServer, type Socket } from "node:net";

export interface Listening {
  port: number;
  /** Ends all connections, whatever they are doing. */
  stop(): Promise<void>;
}

/** Listens on this machine for HTTP/1.1 and, told by its first bytes, for HTTP/2 without TLS, which some SDKs insist on. */
export async function listenBoth(handle: (incoming: IncomingMessage, response: ServerResponse) => void): Promise<Listening> {
  const http1 = createHttp1Server(handle);
  // Requests and responses of HTTP/2 have what we use of those of HTTP/1.1.
  const http2 = createHttp2Server(handle as unknown as Parameters<typeof createHttp2Server>[1]);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // A client that goes away is what some tests are about.
    socket.on("error", () => {});
    socket.once("data", (first) => {
      socket.pause();
      socket.unshift(first);
      (String(first).startsWith("PRI ") ? http2 : http1).emit("connection", socket);
      process.nextTick(() => socket.resume());
    });
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Breaks the connection that an answer would go over. */
export function resetConnection(response: ServerResponse): void {
  const { stream } = response as unknown as { stream?: { session?: { destroy(): void } } };
  if (stream) stream.session?.destroy();
  else response.socket?.resetAndDestroy();
}
