import { expect, test } from "vitest";
import { repositoryOf } from "../../../data/hub-repository.ts";
import { type Fault, goodToken, startHubServer } from "../../../data/hub-server.ts";
import { files, id, makeKit } from "./hub-kit.ts";

const html = { status: 200, headers: { "content-type": "text/html; charset=utf-8" }, body: "<html>Please log in</html>" };

test("gated: says where to accept the terms; with the token it is fetched", async () => {
  const { fetch, server } = await makeKit(repositoryOf(files, "gated"));
  const terms = `accept its terms at ${server.endpoint}/${id}`;
  await expect(fetch()).rejects.toMatchObject({ code: "access_denied", status: 401, message: expect.stringContaining(terms) });
  await expect(fetch()).rejects.toThrow("set HF_TOKEN");
  await expect(fetch({}, { token: "another" })).rejects.toMatchObject({
    code: "access_denied",
    status: 403,
    message: /this token/,
  });
  expect((await fetch({}, { token: goodToken })).modelFile).toBe("onnx/model.onnx");
});

test("private or not there: the Hub does not tell, and neither do we", async () => {
  const { fetch } = await makeKit(repositoryOf(files, "private"));
  for (const request of [{}, { id: "org/missing" }]) {
    await expect(fetch(request)).rejects.toMatchObject({
      code: "model_not_found",
      message: /has no model org\/.*private.*HF_TOKEN/,
    });
  }
});

test("a revision and a file that are not there", async () => {
  const { fetch } = await makeKit();
  await expect(fetch({ revision: "v9" })).rejects.toMatchObject({ code: "model_not_found", message: /no revision v9/ });
  await expect(fetch({ revision: "f".repeat(40) })).rejects.toMatchObject({
    code: "model_not_found",
    message: /no revision ffff/,
  });
  await expect(fetch({ file: "onnx/model_q4.onnx" })).rejects.toThrow(
    "org/tiny@main has no onnx/model_q4.onnx; choose one with the option file: onnx/model.onnx, onnx/model_quantized.onnx",
  );
});

test("the token goes to the Hub alone, wherever redirects lead", async () => {
  const { fetch, server } = await makeKit();
  const other = await startHubServer({ [id]: repositoryOf(files) });
  // A Hub that sends its callers elsewhere for the list and for a file.
  server.fault = ({ method, url, host }) =>
    method === "GET" && host === "hub" && (url.includes("/tree/") || url.endsWith("/config.json"))
      ? { redirect: `${other.endpoint}${url}` }
      : undefined;
  await fetch({}, { token: goodToken });
  expect(other.requests.length).toBeGreaterThan(1);
  expect(other.requests.filter(({ authorization }) => authorization)).toEqual([]);
  expect(server.requests.filter(({ host, authorization }) => host === "storage" && authorization)).toEqual([]);
  expect(
    server.requests.filter(({ host }) => host === "hub").every(({ authorization }) => authorization === `Bearer ${goodToken}`),
  ).toBe(true);
});

test("a list that goes on at another host is not followed there", async () => {
  const { fetch, server } = await makeKit();
  const other = await startHubServer({});
  server.fault = ({ url }) =>
    url.includes("/tree/")
      ? { status: 200, headers: { "content-type": "application/json", link: `<${other.endpoint}/next>; rel="next"` }, body: "[]" }
      : undefined;
  await expect(fetch({}, { token: goodToken })).rejects.toMatchObject({ code: "model_not_found" });
  expect(other.requests).toEqual([]);
});

test("a token is not in any error", async () => {
  const { fetch } = await makeKit(repositoryOf(files, "gated"));
  const error = await fetch({}, { token: "hf_abcdefghij0123456789abcdefghij" }).catch((error) => error);
  expect(JSON.stringify([error, error.message, error.cause, error.stack])).not.toContain("hf_abcdefghij");
});

test.each<[string, Fault, object]>([
  ["429", { status: 429, headers: { "retry-after": "0" } }, { status: 429, retryable: true, message: /slow down.*HF_TOKEN/ }],
  ["500", { status: 500 }, { status: 500, retryable: true }],
  ["503", { status: 503, body: "<html>" }, { status: 503, retryable: true }],
  ["a status that means nothing", { status: 418 }, { status: 418, retryable: false }],
  ["a web page", html, { retryable: false, message: /web page instead of org\/tiny.*HF_ENDPOINT/ }],
  [
    "an answer of another server",
    { status: 200, body: "hello" },
    { retryable: false, message: /it is no Hub; check HF_ENDPOINT/ },
  ],
  ["redirects in a circle", { redirect: "?again" }, { retryable: false, message: /in a circle/ }],
  [
    "a Hub that has moved",
    { redirect: "http://127.0.0.2:9/" },
    { message: /redirects to http:\/\/127\.0\.0\.2:9; check HF_ENDPOINT/ },
  ],
])("%s at the first question", async (_, fault, error) => {
  const { fetch, server } = await makeKit();
  server.fault = () => fault;
  await expect(fetch()).rejects.toMatchObject({ code: "download_failed", ...error });
});

test.each<[string, Fault, object]>([
  ["502", { status: 502 }, { code: "download_failed", status: 502, retryable: true }],
  ["a web page", html, { code: "download_failed", message: /web page/ }],
  ["no list", { status: 200, body: '{"error": "x"}' }, { code: "download_failed", message: /list of files .* is none/ }],
])("%s in place of the list of files", async (_, fault, error) => {
  const { fetch, server } = await makeKit();
  server.fault = ({ url }) => (url.includes("/tree/") ? fault : undefined);
  await expect(fetch()).rejects.toMatchObject(error);
});

test.each<[string, Fault, object]>([
  ["403", { status: 403 }, { code: "access_denied", status: 403 }],
  ["404", { status: 404 }, { code: "model_not_found", message: /onnx\/model\.onnx/ }],
  ["a web page", html, { code: "download_failed", message: /web page instead of .*onnx/ }],
])("%s in place of a file", async (_, fault, error) => {
  const { fetch, server } = await makeKit();
  server.fault = ({ host }) => (host === "storage" ? fault : undefined);
  await expect(fetch()).rejects.toMatchObject(error);
});

test("Retry-After is kept to, and what is refused at first is fetched", async () => {
  const { fetch, server } = await makeKit();
  const answers: Fault[] = [{ status: 429, headers: { "retry-after": "1" } }, { status: 503 }];
  const startedAt = performance.now();
  server.fault = ({ method }) => (method === "HEAD" ? answers.shift() : undefined);
  expect((await fetch()).modelFile).toBe("onnx/model.onnx");
  expect(performance.now() - startedAt).toBeGreaterThan(990);
});

test("a pause of hours is an error, not a pause", async () => {
  const { fetch, server } = await makeKit();
  server.fault = () => ({ status: 429, headers: { "retry-after": "7200" } });
  await expect(fetch()).rejects.toMatchObject({ code: "download_failed", message: /try again in 7200 s/ });
  expect(server.requests).toHaveLength(1);
});

test("nobody listens: says to whom, and what to do without network", async () => {
  const { fetch, server } = await makeKit();
  await server.stop();
  await expect(fetch()).rejects.toMatchObject({
    code: "download_failed",
    retryable: true,
    message: expect.stringMatching(
      /no connection to http:\/\/127\.0\.0\.1:\d+ .*ECONNREFUSED; without network set HF_HUB_OFFLINE=1/,
    ),
  });
});
