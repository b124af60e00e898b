import { createReranker } from "secondpass";
import { afterEach, expect, test, vi } from "vitest";
import { startMockProvider } from "../../../support/mock-provider.ts";
import { readFixture } from "../../../support/read-fixture.ts";
import { recordingFetch } from "../../../support/recording-fetch.ts";

const documents = ["Spring in Paris.", "Install Rust with rustup."];
const answer = readFixture("cohere");
const ok = () => recordingFetch(() => ({ body: answer }));

afterEach(() => {
  vi.unstubAllEnvs();
});

const sentWith = async (options: object) => {
  const { fetch, sent } = ok();
  await (await createReranker({ cohere: { fetch, ...options } })).rerank("install rust", documents);
  return sent;
};
const keyOf = async (options: object) => (await sentWith(options))[0]?.headers.authorization;

test("the key: option, then the usual variable, then the other", async () => {
  vi.stubEnv("COHERE_API_KEY", "");
  vi.stubEnv("CO_API_KEY", "second");
  expect(await keyOf({})).toBe("Bearer second");
  vi.stubEnv("COHERE_API_KEY", "first");
  expect(await keyOf({})).toBe("Bearer first");
  expect(await keyOf({ apiKey: "option" })).toBe("Bearer option");
});

test("a function is asked for each request, and may take its time", async () => {
  const keys = ["one", "two"];
  const { fetch, sent } = ok();
  const asked: string[] = [];
  const apiKey = async () => {
    asked.push(keys[asked.length] ?? "later");
    return asked.at(-1) as string;
  };
  const reranker = await createReranker({ cohere: { fetch, apiKey } });
  expect(asked).toEqual([]);
  await reranker.rerank("install rust", documents);
  await reranker.rerank("install rust", documents);
  expect(sent[0]?.headers.authorization).not.toBe(sent[1]?.headers.authorization);
});

test("the line break at the end of a secret's file is no part of the key", async () => {
  vi.stubEnv("COHERE_API_KEY", "from-a-file\r\n");
  expect(await keyOf({})).toBe("Bearer from-a-file");
});

test.each([
  ["a line break", "half\nother"],
  ["a typographic quote", "key”"],
  ["a blank", "Bearer key"],
])("%s inside a key: invalid_config, without the key", async (_, apiKey) => {
  const error = await createReranker({ cohere: { apiKey } }).catch((error) => error);
  expect(error).toMatchObject({ code: "invalid_config", provider: "cohere" });
  expect(error.message).toMatch(/character \d+ of \d+/);
  expect(error.message).not.toContain(apiKey);
});

test("no key: the error names both variables and the option, before anything is sent", async () => {
  vi.stubEnv("COHERE_API_KEY", "");
  vi.stubEnv("CO_API_KEY", " ");
  const message = expect.stringMatching(/COHERE_API_KEY or CO_API_KEY.*\{ cohere: \{ apiKey \} \}/);
  await expect(createReranker("cohere")).rejects.toMatchObject({ code: "missing_key", message });
});

test("headers of a gateway go along, and come before ours", async () => {
  const [sent] = await sentWith({ apiKey: "k", headers: { "X-Tenant": "blue", Authorization: "Gateway g" } });
  expect(sent?.headers).toMatchObject({ "x-tenant": "blue", authorization: "Gateway g" });
});

test("replicas take turns; one that is down costs an attempt", async () => {
  const { fetch, sent } = recordingFetch(({ url }) =>
    url.startsWith("http://b.test") ? { status: 503, body: "down" } : { body: answer },
  );
  const baseUrl = ["http://a.test", "http://b.test"];
  const reranker = await createReranker({ cohere: { apiKey: "k", baseUrl, fetch, retryDelayMs: 0 } });
  await reranker.rerank("one", documents);
  const { receipt } = await reranker.rerank("two", documents);
  expect(sent.map(({ url }) => new URL(url).host)).toEqual(["a.test", "b.test", "a.test"]);
  expect(receipt.requests).toMatchObject([{ attempts: 2 }]);
});

test("the address and the model in a spec", async () => {
  vi.stubEnv("COHERE_API_KEY", "k");
  const server = await startMockProvider(() => ({ body: answer }));
  const reranker = await createReranker(`cohere:${server.url}#rerank-v3.5`);
  await reranker.rerank("install rust", documents);
  expect(server.sent[0]).toMatchObject({ url: "/v2/rerank", body: { model: "rerank-v3.5" } });
  expect((await createReranker("cohere:rerank-v4.0-pro")).id).toBe("cohere:rerank-v4.0-pro");
});

test("an abort mid-flight closes the connection; a timeout covers the body", async () => {
  const controller = new AbortController();
  const reason = new Error("the user left");
  const server = await startMockProvider(() => {
    controller.abort(reason);
    return new Promise(() => {});
  });
  const options = { apiKey: "k", baseUrl: server.url, attempts: 1 };
  const reranker = await createReranker({ cohere: options });
  await expect(reranker.rerank("q", documents, { signal: controller.signal })).rejects.toBe(reason);
  await expect.poll(() => server.cancelled).toBe(1);
  const hurried = await createReranker({ cohere: { ...options, timeoutMs: 50 } });
  await expect(hurried.rerank("q", documents)).rejects.toMatchObject({ code: "timeout", retryable: true, provider: "cohere" });
});

test("a server that quotes the key is not quoted with it", async () => {
  const apiKey = "plain-words-no-pattern";
  const { fetch } = recordingFetch(() => ({ status: 401, body: { message: `the token ${apiKey} is not known` } }));
  const error = await (await createReranker({ cohere: { apiKey, fetch } })).rerank("q", documents).catch((error) => error);
  expect(error.message).toContain("is not known");
  expect(error.message).not.toContain(apiKey);
});

test("a key that is a word of the answer does not spoil it", async () => {
  const { fetch } = ok();
  const reranker = await createReranker({ cohere: { apiKey: "relevance_score", fetch } });
  expect((await reranker.rerank("install rust", documents)).results[0]?.score).toBe(0.10183054);
});
