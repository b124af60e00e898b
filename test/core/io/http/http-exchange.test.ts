import { inspect } from "node:util";
import { RerankError as BuiltError } from "secondpass";
import { type MockProviderOptions, startMockProvider } from "secondpass/testing";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { exchange, type HttpRequest, type HttpSettings } from "../../../../packages/core/src/io/http/http-exchange.ts";

const never = new AbortController().signal;
const settings: HttpSettings = { provider: "mock", timeoutMs: 5000, signal: never };
const body = { model: "m", query: "rust", documents: ["rust"] };

async function start(options: MockProviderOptions = {}) {
  const mock = await startMockProvider(options);
  onTestFinished(() => mock.stop());
  const request: HttpRequest = { method: "POST", url: `${mock.url}/v2/rerank`, headers: { "x-own": "1" }, body };
  return { mock, request };
}

beforeEach(() => {
  for (const name of ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY"]) vi.stubEnv(name, undefined);
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

test("sends JSON and reads JSON, whatever the status", async () => {
  const { mock, request } = await start({ faults: [undefined, { status: 418, headers: { "x-pot": "tea" } }] });
  expect(await exchange(request, settings)).toMatchObject({ status: 200, body: { results: [{ index: 0, relevance_score: 1 }] } });
  const refused = await exchange(request, settings);
  expect(refused.status).toBe(418);
  expect(refused.headers.get("x-pot")).toBe("tea");
  const headers = { accept: "application/json", "content-type": "application/json", "x-own": "1" };
  expect(mock.requests[0]).toMatchObject({ method: "POST", body, headers });
});

test("a question has no body, and what is no JSON stays text", async () => {
  const { mock } = await start({ format: "tei" });
  const answer = await exchange({ method: "GET", url: `${mock.url}/info`, headers: {} }, settings);
  expect(answer.body).toMatchObject({ max_client_batch_size: 32 });
  expect(mock.requests[0]?.headers).not.toHaveProperty("content-type");
  const { request } = await start({ faults: [{ body: "html" }, { body: "empty" }] });
  expect((await exchange(request, settings)).body).toContain("<title>");
  expect((await exchange(request, settings)).body).toBe("");
});

test("the timeout covers the body", async () => {
  const { request } = await start({ faults: () => ({ connection: "drip", everyMs: 20 }) });
  const message = "mock did not answer within 60 ms";
  await expect(exchange(request, { ...settings, timeoutMs: 60 })).rejects.toMatchObject({
    code: "timeout",
    retryable: true,
    message,
  });
});

test("a timeout longer than a timer can be is none", async () => {
  const { request } = await start();
  expect((await exchange(request, { ...settings, timeoutMs: 1e12 })).status).toBe(200);
});

test("aborted before: nothing is sent", async () => {
  const { mock, request } = await start();
  const reason = new Error("gone");
  await expect(exchange(request, { ...settings, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  expect(mock.requests).toEqual([]);
});

test("no connection: says why, not that fetch failed", async () => {
  const { mock, request } = await start();
  await mock.stop();
  const error = await exchange(request, settings).catch((error) => error);
  expect(error).toMatchObject({ code: "provider_unavailable", retryable: true, provider: "mock" });
  expect(error.message).toBe(`no answer from ${mock.url}: ECONNREFUSED`);
});

test("a header that cannot be sent: named, its value nowhere, and nothing is tried again", async () => {
  const { mock, request } = await start();
  const headers = { "x-api-key": "secret-0123\n456789" };
  const error = await exchange({ ...request, headers }, settings).catch((error) => error);
  expect(error).toMatchObject({ code: "invalid_config", retryable: false });
  expect(error.message).toContain('"x-api-key"');
  expect(inspect(error, { depth: null, showHidden: true })).not.toMatch(/0123|456789/);
  expect(mock.requests).toEqual([]);
});

test("a fetch of one's own is used, and the errors of another copy of the package are its own", async () => {
  vi.stubGlobal("fetch", () => {
    throw new Error("not this one");
  });
  const seen: unknown[] = [];
  const own = async (url: string | URL | Request, init?: RequestInit) => {
    seen.push([url, init?.redirect]);
    return Response.json({ ok: true });
  };
  const request: HttpRequest = { method: "POST", url: "http://mock.test/rank", headers: {}, body };
  expect((await exchange(request, { ...settings, fetch: own })).body).toEqual({ ok: true });
  expect(seen).toEqual([["http://mock.test/rank", "manual"]]);
  const refusal = new BuiltError("invalid_request", "not in the cassette");
  await expect(exchange(request, { ...settings, fetch: () => Promise.reject(refusal) })).rejects.toBe(refusal);
});

test("303 asks for something else than a ranking: an answer as any other", async () => {
  const { mock, request } = await start({ faults: [{ redirect: "/v2/rerank", status: 303 }] });
  expect((await exchange(request, settings)).status).toBe(303);
  expect(mock.requests).toHaveLength(1);
});
