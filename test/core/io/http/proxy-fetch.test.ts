import { createServer, request as httpRequest, type IncomingMessage } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { startMockProvider } from "secondpass/testing";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { exchange } from "../../../../packages/core/src/io/http/http-exchange.ts";
import { proxyFetch } from "../../../../packages/core/src/io/http/proxy-fetch.ts";

const variables = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"];

beforeEach(() => {
  for (const name of variables) vi.stubEnv(name, undefined);
});

afterEach(() => {
  vi.unstubAllEnvs();
});

/** A proxy that tunnels and forwards, and remembers where to. */
async function startProxy(): Promise<{ url: string; targets: string[] }> {
  const targets: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((incoming, response) => {
    targets.push(new URL(incoming.url as string).host);
    const { method, headers } = incoming;
    const onward = httpRequest(incoming.url as string, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode as number, answer.headers);
      answer.pipe(response);
    });
    incoming.pipe(onward);
  });
  server.on("connect", (incoming: IncomingMessage, socket: Socket) => {
    targets.push(incoming.url as string);
    const [host, port] = (incoming.url as string).split(":");
    const onward = connect(Number(port), host, () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    for (const end of [socket, onward]) sockets.add(end.on("error", () => {}));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, targets };
}

async function rank(url: string): Promise<number> {
  const body = { model: "m", query: "rust", documents: ["rust"] };
  const settings = { provider: "mock", timeoutMs: 5000, signal: new AbortController().signal };
  return (await exchange({ method: "POST", url: `${url}/v2/rerank`, headers: {}, body }, settings)).status;
}

async function startTarget() {
  const mock = await startMockProvider();
  onTestFinished(() => mock.stop());
  return { url: mock.url, host: new URL(mock.url).host };
}

test("without variables it is the global fetch, also one that was put there later", async () => {
  expect(await proxyFetch()).toBe(fetch);
  const other = async () => new Response();
  vi.stubGlobal("fetch", other);
  expect(await proxyFetch()).toBe(other);
  vi.unstubAllGlobals();
});

test.each(["HTTP_PROXY", "http_proxy", "ALL_PROXY"])("%s: requests go through it", async (name) => {
  const proxy = await startProxy();
  const target = await startTarget();
  vi.stubEnv(name, proxy.url);
  expect(await rank(target.url)).toBe(200);
  expect(proxy.targets).toEqual([target.host]);
});

test.each(["example.org,127.0.0.1", "127.0.0.1:PORT", ".0.0.1", "*"])("NO_PROXY %s: asked directly", async (exempt) => {
  const proxy = await startProxy();
  const target = await startTarget();
  vi.stubEnv("HTTP_PROXY", proxy.url);
  vi.stubEnv("NO_PROXY", exempt.replace("PORT", new URL(target.url).port));
  expect(await rank(target.url)).toBe(200);
  expect(proxy.targets).toEqual([]);
});

test.each(["example.org", "127.0.0.1:1", "0.0.1"])("NO_PROXY %s: not meant", async (exempt) => {
  const proxy = await startProxy();
  const target = await startTarget();
  vi.stubEnv("HTTP_PROXY", proxy.url);
  vi.stubEnv("NO_PROXY", exempt);
  expect(await rank(target.url)).toBe(200);
  expect(proxy.targets).toEqual([target.host]);
});

test.each([
  ["HTTPS_PROXY", "itself"],
  ["HTTP_PROXY", "the one for HTTP, where it has none of its own"],
])("https goes through %s: %s", async (name) => {
  const proxy = await startProxy();
  const target = await startTarget();
  vi.stubEnv(name, proxy.url);
  // The target speaks no TLS; that the proxy was asked for a way to it is what counts.
  await expect(rank(target.url.replace("http:", "https:"))).rejects.toMatchObject({ code: "provider_unavailable" });
  expect(proxy.targets).toEqual([target.host]);
});

test("HTTPS_PROXY is not for http, and a proxy of another kind for nobody", async () => {
  const proxy = await startProxy();
  const target = await startTarget();
  vi.stubEnv("HTTPS_PROXY", proxy.url);
  vi.stubEnv("ALL_PROXY", "socks5://127.0.0.1:1");
  expect(await rank(target.url)).toBe(200);
  expect(proxy.targets).toEqual([]);
});

test("nothing is printed", async () => {
  const proxy = await startProxy();
  const target = await startTarget();
  const emitWarning = vi.spyOn(process, "emitWarning");
  vi.stubEnv("HTTP_PROXY", proxy.url);
  expect(await rank(target.url)).toBe(200);
  expect(emitWarning).not.toHaveBeenCalled();
});

test("variables that change are noticed", async () => {
  const [first, second] = [await startProxy(), await startProxy()];
  const target = await startTarget();
  vi.stubEnv("HTTP_PROXY", first.url);
  await rank(target.url);
  expect(await proxyFetch()).toBe(await proxyFetch());
  vi.stubEnv("HTTP_PROXY", second.url);
  await rank(target.url);
  expect([first.targets, second.targets]).toEqual([[target.host], [target.host]]);
});

test("a proxy that is not there: no answer, to be tried again, and its password nowhere", async () => {
  const proxy = await startMockProvider();
  await proxy.stop();
  vi.stubEnv("HTTP_PROXY", proxy.url.replace("//", "//user:secret-0123@"));
  const target = await startTarget();
  const error = await rank(target.url).catch((error) => error);
  expect(error).toMatchObject({ code: "provider_unavailable", retryable: true });
  expect(error.message).not.toContain("secret-0123");
});
