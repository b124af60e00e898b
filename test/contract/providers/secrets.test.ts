import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { inspect } from "node:util";
import { createReranker, type RerankerConfig } from "secondpass";
import { type MockFault, replayFetch, startMockProvider } from "secondpass/testing";
import { describe, expect, test } from "vitest";
import { makeTemporaryFolder } from "../../data/temporary-folder.ts";
import { apiKey, documents, errorOf, indexesOf, ownTransport, query, startSubject } from "./provider-kit.ts";

const quoted = `key ${apiKey} is not allowed`;
const echoes: [string, MockFault][] = [
  ["401 that quotes the key", { status: 401, body: { message: quoted, detail: quoted, error: { message: quoted } } }],
  ["500 that quotes the key in text", { status: 500, body: `Error: ${quoted}` }],
  ["200 that quotes the key in place of a ranking", { status: 200, body: { message: quoted } }],
  ["a reset connection", { connection: "resetMidBody" }],
  ["half an answer", { body: "truncated" }],
  ["a redirect to an address with the key in it", { redirect: `http://127.0.0.1:9/${apiKey}` }],
];

/** All that a logger could print of an error: message, stack, causes, hidden properties, its JSON. */
const everythingOf = (error: unknown) => `${inspect(error, { depth: null, showHidden: true })} ${JSON.stringify(error)}`;

describe.each(ownTransport)("%s keeps its key", (name, { format, options }) => {
  test.each(echoes)("after %s", async (_, fault) => {
    const { reranker } = await startSubject(name, { mock: { faults: () => fault }, options: { attempts: 1 } });
    expect(everythingOf(await errorOf(reranker.rerank(query, documents)))).not.toContain(apiKey);
  });

  test("to itself when all goes well", async () => {
    const { mock, reranker } = await startSubject(name);
    const ranking = await reranker.rerank(query, documents);
    expect(JSON.stringify(mock.requests.at(-1)?.headers)).toContain(apiKey);
    expect(everythingOf([ranking, reranker.id, reranker.fingerprint])).not.toContain(apiKey);
  });

  test("out of cassettes, which replay the ranking without it", async () => {
    const file = join(await makeTemporaryFolder(), "rerank.json");
    const faults: MockFault[] = [{ status: 503, headers: { "set-cookie": `session=${apiKey}` }, body: { message: quoted } }];
    const recording = await startSubject(name, { mock: { faults }, options: { fetch: replayFetch({ file, mode: "record" }) } });
    const recorded = await recording.reranker.rerank(query, documents);
    const text = await readFile(file, "utf8");
    expect(text).not.toContain(apiKey);
    expect(text).toContain("[redacted]");
    await recording.mock.stop();

    const config = {
      baseUrl: recording.mock.url,
      apiKey: "another-key-1234",
      ...options,
      retryDelayMs: 1,
      fetch: replayFetch({ file }),
    };
    const replayed = await createReranker({ [name]: config } as unknown as RerankerConfig);
    expect(indexesOf(await replayed.rerank(query, documents))).toEqual(indexesOf(recorded));
    const error = await errorOf(replayed.rerank("another query", documents));
    expect(error).toMatchObject({ code: "invalid_request", retryable: false });
    expect(error.message).toContain("another query");
    await replayed.dispose();
  });

  test("to itself where no header can carry it", async () => {
    const mock = await startMockProvider({ format });
    const make = (apiKey: string) =>
      createReranker({ [name]: { baseUrl: mock.url, apiKey, ...options } } as unknown as RerankerConfig);
    const error = await errorOf(make("sk-mock-0123\n456789abcdef"));
    expect(error).toMatchObject({ code: "invalid_config" });
    expect(everythingOf(error)).not.toMatch(/sk-mock|456789abcdef/);
    // The line break at the end of a secret's file is no part of the key.
    await using reranker = await make(`${apiKey}\n`);
    await reranker.rerank(query, documents);
    expect(JSON.stringify(mock.requests.at(-1)?.headers)).toContain(`${apiKey}"`);
    await mock.stop();
  });
});
