import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { gitHash, type HubRepository, hashOf, isLarge } from "./hub-repository.ts";

export interface HubRequestRecord {
  host: "hub" | "storage";
  method: string;
  /** Path and query. */
  url: string;
  range?: string;
  authorization?: string;
}

/** What a server does instead of answering as it should. */
export type Fault =
  | { status: number; headers?: Record<string, string>; body?: string }
  /** Sends so many bytes of the body and closes the connection. */
  | { dropAfter: number }
  /** Sends so many bytes and then nothing. */
  | { stallAfter: number }
  /** Sends something else of the same length, or whatever is given. */
  | { content: Uint8Array }
  | { ignoreRange: true }
  | { redirect: string };

export interface HubServer {
  /** For `HF_ENDPOINT`. */
  readonly endpoint: string;
  /** Address of the other host, where large files lie. */
  readonly storage: string;
  readonly repositories: Record<string, HubRepository>;
  readonly requests: HubRequestRecord[];
  /** Asked at each request. */
  fault: (request: HubRequestRecord) => Fault | undefined;
  /** Cuts all connections and goes on listening. */
  drop(): void;
  /** Stops listening; connections are cut. */
  stop(): Promise<void>;
}

/** The token that opens what is gated or private. */
export const goodToken = "hf_token_of_the_test_server";

/** Files listed on one page of a tree. Few, so that every list has several. */
const pageSize = 3;

/** A server that speaks the part of the Hub's protocol that a download needs, until the test ends. */
export async function startHubServer(repositories: Record<string, HubRepository>): Promise<HubServer> {
  const hub = createServer((request, response) => answer("hub", request, response));
  const store = createServer((request, response) => answer("storage", request, response));
  // Under two names: a client may take one name with two ports for one host.
  const [endpoint, storage] = [await listen(hub, "127.0.0.1"), await listen(store, "localhost")];
  const drop = () => {
    for (const one of [hub, store]) one.closeAllConnections();
  };
  const stop = async () => {
    drop();
    for (const one of [hub, store]) {
      await new Promise((resolve) => one.close(resolve));
    }
  };
  const server: HubServer = { endpoint, storage, repositories, requests: [], fault: () => undefined, drop, stop };
  onTestFinished(stop);
  return server;

  function answer(host: "hub" | "storage", request: IncomingMessage, response: ServerResponse): ServerResponse {
    const { method = "GET", url = "/", headers } = request;
    const record: HubRequestRecord = { host, method, url, range: headers.range, authorization: headers.authorization };
    server.requests.push(record);
    const fault = server.fault(record);
    if (fault && "status" in fault) return end(response, fault.status, fault.headers, fault.body);
    if (fault && "redirect" in fault) return end(response, 302, { location: fault.redirect });
    return host === "storage" ? answerFromStorage(record, response, fault) : answerFromHub(record, response, fault);
  }

  function answerFromHub(record: HubRequestRecord, response: ServerResponse, fault?: Fault): ServerResponse {
    const { pathname, searchParams } = new URL(record.url, endpoint);
    const [, list, resolve] = [
      pathname,
      /^\/api\/models\/(.+)\/tree\/([^/]+)$/.exec(pathname),
      /^\/(.+?)\/resolve\/([^/]+)\/(.+)$/.exec(pathname),
    ];
    const [, id = "", revision = "", path = ""] = (list ?? resolve ?? []).map(decodeURIComponent);
    const repository = repositories[id];
    const isKnown = record.authorization === `Bearer ${goodToken}`;
    if (!repository || (repository.access === "private" && !isKnown)) {
      return end(response, record.authorization ? 404 : 401, { "x-error-code": "RepoNotFound" });
    }
    if (repository.access === "gated" && !isKnown) {
      return end(response, record.authorization ? 403 : 401, { "x-error-code": "GatedRepo" });
    }
    const commit = repository.refs[revision] ?? revision;
    const files = repository.commits[commit];
    if (!files) return end(response, 404, { "x-error-code": "RevisionNotFound" });
    if (list) return answerList(files, Number(searchParams.get("cursor") ?? 0), pathname, response);
    const content = files[path];
    const named = { "x-repo-commit": commit };
    if (!content) return end(response, 404, { ...named, "x-error-code": "EntryNotFound" });
    const hash = hashOf(path, content);
    if (!isLarge(path)) return send(record, response, content, { ...named, etag: `"${hash}"` }, fault);
    const linked = { "x-linked-etag": `"${hash}"`, "x-linked-size": String(content.length) };
    return end(response, 302, { ...named, ...linked, location: `${storage}/${hash}?signature=secret` });
  }

  function answerFromStorage(record: HubRequestRecord, response: ServerResponse, fault?: Fault): ServerResponse {
    // As the real one: a signed address and a token together are refused.
    if (record.authorization !== undefined) return end(response, 400);
    const hash = new URL(record.url, storage).pathname.slice(1);
    const all = Object.values(repositories).flatMap(({ commits }) => Object.values(commits).flatMap(Object.entries<Uint8Array>));
    const content = all.find(([path, bytes]) => isLarge(path) && hashOf(path, bytes) === hash)?.[1];
    if (!content) return end(response, 404);
    return send(record, response, content, { "content-type": "application/octet-stream" }, fault);
  }
}

function answerList(
  files: Record<string, Uint8Array>,
  cursor: number,
  pathname: string,
  response: ServerResponse,
): ServerResponse {
  const entries = Object.entries(files).map(([path, content]) => ({
    type: "file",
    path,
    size: content.length,
    oid: isLarge(path) ? gitHash(Buffer.from(`pointer to ${path}`)) : gitHash(content),
    ...(isLarge(path) && { lfs: { oid: hashOf(path, content), size: content.length, pointerSize: 130 } }),
  }));
  const folders = [{ type: "directory", path: "onnx", size: 0, oid: gitHash(Buffer.from("folder")) }];
  const page = [...folders, ...entries].slice(cursor, cursor + pageSize);
  const next: Record<string, string> =
    cursor + pageSize < entries.length + 1
      ? { link: `<${pathname}?recursive=true&cursor=${cursor + pageSize}>; rel="next"` }
      : {};
  return end(response, 200, { "content-type": "application/json", ...next }, JSON.stringify(page));
}

function send(
  { method, range }: HubRequestRecord,
  response: ServerResponse,
  content: Uint8Array,
  headers: Record<string, string>,
  fault: Fault | undefined,
): ServerResponse {
  const start = fault && "ignoreRange" in fault ? 0 : Number(/^bytes=(\d+)-$/.exec(range ?? "")?.[1] ?? 0);
  if (start > 0 && start >= content.length) return end(response, 416, { "content-range": `bytes */${content.length}` });
  const whole = fault && "content" in fault ? fault.content : content;
  const body = whole.subarray(start);
  const part = start > 0 ? { "content-range": `bytes ${start}-${whole.length - 1}/${whole.length}` } : {};
  response.writeHead(start > 0 ? 206 : 200, { "content-length": body.length, "accept-ranges": "bytes", ...headers, ...part });
  if (method === "HEAD") return response.end();
  const sent = fault && "dropAfter" in fault ? fault.dropAfter : fault && "stallAfter" in fault ? fault.stallAfter : undefined;
  if (sent === undefined || sent >= body.length) return response.end(body);
  response.flushHeaders();
  response.write(body.subarray(0, sent), () => {
    // A client's stream forgets what it has not handed on when the connection ends: it gets a moment.
    if (fault && "dropAfter" in fault) setTimeout(() => response.socket?.destroy(), 20);
  });
  return response;
}

function end(response: ServerResponse, status: number, headers: Record<string, string> = {}, body = ""): ServerResponse {
  return response.writeHead(status, headers).end(body);
}

async function listen(server: Server, host: string): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return `http://${host}:${(server.address() as AddressInfo).port}`;
}
