import { type MockFault, type MockProvider, type MockProviderOptions, startMockProvider } from "secondpass/testing";
import { expect, onTestFinished, test } from "vitest";

const body = { model: "m", query: "rust", documents: ["rust", "bread"] };

async function start(options: MockProviderOptions = {}): Promise<MockProvider> {
  const mock = await startMockProvider(options);
  onTestFinished(() => mock.stop());
  return mock;
}

const ask = (mock: MockProvider, path = "/v2/rerank", init: RequestInit = {}) =>
  fetch(`${mock.url}${path}`, { method: "POST", body: JSON.stringify(body), ...init });

test("faults come in their order, then those that were added, then none", async () => {
  const mock = await start({ faults: [{ status: 503 }, undefined] });
  mock.next({ status: 429, headers: { "retry-after": "1" } });
  const answers = [await ask(mock), await ask(mock), await ask(mock), await ask(mock)];
  expect(answers.map(({ status }) => status)).toEqual([503, 200, 429, 200]);
  expect(answers[2]?.headers.get("retry-after")).toBe("1");
  expect(mock.requests.map(({ status }) => status)).toEqual([503, 200, 429, 200]);
});

test("a function says what goes wrong by the request and its number", async () => {
  const mock = await start({ faults: ({ headers }, number) => (headers["x-bad"] ? { status: 500 + number } : undefined) });
  const bad = { headers: { "x-bad": "1" } };
  expect([(await ask(mock)).status, (await ask(mock, "/v2/rerank", bad)).status]).toEqual([200, 501]);
});

test("questions about the server take no fault, and unknown paths say so", async () => {
  const mock = await start({ faults: [{ status: 503 }], limits: { maxDocuments: 7 } });
  const info = await fetch(`${mock.url}/info`);
  expect(await info.json()).toMatchObject({ max_client_batch_size: 7 });
  const nothing = await ask(mock, "/v9/rank");
  expect([nothing.status, await nothing.json()]).toEqual([404, { message: "the mock provider has nothing at POST /v9/rank" }]);
  expect((await ask(mock)).status).toBe(503);
  const fixed = await start({ format: "voyage" });
  expect((await ask(fixed)).status).toBe(404);
});

test("a status has the provider's own words, or those that are given", async () => {
  const mock = await start({
    faults: [{ status: 400 }, { status: 400, body: { mine: 1 } }, { status: 502, body: "<h1>no</h1>" }],
  });
  expect(await (await ask(mock)).json()).toEqual({ id: "mock", message: "mock fault of status 400" });
  expect(await (await ask(mock)).json()).toEqual({ mine: 1 });
  const page = await ask(mock);
  expect([page.headers.get("content-type"), await page.text()]).toEqual(["text/html", "<h1>no</h1>"]);
});

test.each<[MockFault, unknown]>([
  [{ results: "empty" }, []],
  [{ results: "fewer" }, [{ index: 0, relevance_score: 1 }]],
  [{ results: "duplicate" }, [{ index: 0 }, { index: 0 }]],
  [{ results: "outOfRange" }, [{ index: 2 }, { index: 1 }]],
  [{ results: "unsorted" }, [{ index: 1 }, { index: 0 }]],
  [{ results: "null" }, [{ relevance_score: null }, {}]],
  [{ results: "text" }, [{ relevance_score: "high" }, {}]],
  [{ results: "missing" }, undefined],
])("%o", async (fault, results) => {
  const answer = (await (await ask(await start({ faults: [fault] }))).json()) as { results?: unknown };
  if (results === undefined) expect(answer).not.toHaveProperty("results");
  else expect(answer.results).toMatchObject(results as object);
});

test("NaN is written as some servers write it", async () => {
  const text = await (await ask(await start({ faults: [{ results: "nan" }] }))).text();
  expect(text).toContain('"relevance_score":NaN');
  expect(() => JSON.parse(text)).toThrow();
});

test("connections end as they are told to", async () => {
  const mock = await start({ faults: [{ connection: "resetBefore" }, { connection: "resetMidBody" }, { connection: "hang" }] });
  await expect(ask(mock)).rejects.toThrow();
  const half = await ask(mock);
  expect(half.status).toBe(200);
  await expect(half.text()).rejects.toThrow();
  const hanging = expect(ask(mock)).rejects.toThrow();
  await expect.poll(() => mock.requests.length).toBe(3);
  expect(mock.requests[2]).toMatchObject({ closed: false });
  // Nobody waits for a hanging request when the server stops.
  await mock.stop();
  await hanging;
});

test("scores of one's own, between 0 and 1", async () => {
  const mock = await start({ score: (_query, text) => text.length / 10 });
  expect(await (await ask(mock)).json()).toMatchObject({
    results: [
      { index: 1, relevance_score: 0.5 },
      { index: 0, relevance_score: 0.4 },
    ],
  });
});

test("what is no JSON is refused", async () => {
  const response = await ask(await start(), "/v2/rerank", { body: "query=rust" });
  expect([response.status, await response.json()]).toEqual([400, { id: "mock", message: "the body must be a JSON object" }]);
});
