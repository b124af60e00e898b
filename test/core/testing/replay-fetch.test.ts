import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { replayFetch } from "secondpass/testing";
import { afterEach, expect, test, vi } from "vitest";
import { makeTemporaryFolder } from "../../data/temporary-folder.ts";

const url = "https://api.mock.test/v1/rerank";
const key = "sk-live-0123456789abcdef";
const post = (body: unknown, headers: Record<string, string> = { authorization: `Bearer ${key}` }) => ({
  method: "POST",
  headers,
  body: JSON.stringify(body),
});
const neverFetch: typeof fetch = async () => {
  throw new Error("went out");
};

async function newFile(): Promise<string> {
  return join(await makeTemporaryFolder(), "cassettes", "rerank.json");
}

/** Answers one after the other. */
function answering(...responses: (() => Response)[]): typeof fetch {
  let next = 0;
  return async () => (responses[next++] as () => Response)();
}

afterEach(() => {
  vi.unstubAllEnvs();
});

test("what was recorded is replayed, whatever the order of keys", async () => {
  const file = await newFile();
  const recording = replayFetch({ file, mode: "record", fetch: answering(() => Response.json({ score: 0.5 }, { status: 201 })) });
  expect(await (await recording(url, post({ query: "q", documents: ["a", "b"] }))).json()).toEqual({ score: 0.5 });
  const replayed = await replayFetch({ file, fetch: neverFetch })(url, post({ documents: ["a", "b"], query: "q" }));
  expect([replayed.status, replayed.url, await replayed.json()]).toEqual([201, url, { score: 0.5 }]);
  expect((await readdir(join(file, ".."))).length).toBe(1);
});

test("the same request gets its recordings in order, and the last one again", async () => {
  const file = await newFile();
  const retried = answering(
    () => new Response("wait", { status: 429, headers: { "retry-after": "0", date: "today" } }),
    () => Response.json({ ok: 1 }),
  );
  const recording = replayFetch({ file, mode: "auto", fetch: retried });
  expect([(await recording(url, post({}))).status, (await recording(url, post({}))).status]).toEqual([429, 200]);
  const replay = replayFetch({ file });
  const answers = [await replay(url, post({})), await replay(url, post({})), await replay(url, post({}))];
  expect(answers.map(({ status }) => status)).toEqual([429, 200, 200]);
  expect(Object.fromEntries(answers[0]?.headers ?? [])).toEqual({
    "content-type": "text/plain;charset=UTF-8",
    "retry-after": "0",
  });
});

test("auto: what is in the file is not asked for, the rest is added", async () => {
  const file = await newFile();
  await replayFetch({ file, mode: "auto", fetch: answering(() => Response.json(1)) })(url, post({ query: "one" }));
  const auto = replayFetch({ file, mode: "auto", fetch: answering(() => Response.json(2)) });
  expect(await (await auto(url, post({ query: "one" }))).json()).toBe(1);
  expect(await (await auto(url, post({ query: "two" }))).json()).toBe(2);
  const replay = replayFetch({ file, fetch: neverFetch });
  expect(await (await replay(url, post({ query: "two" }))).json()).toBe(2);
});

test("record: the file begins anew, in the order of asking whatever is answered first", async () => {
  const file = await newFile();
  await replayFetch({ file, mode: "record", fetch: answering(() => Response.json("old")) })(url, post({ query: "old" }));
  const release: (() => void)[] = [];
  const slow: typeof fetch = (_, init) =>
    new Promise((resolve) => release.push(() => resolve(Response.json(String(init?.body).length))));
  const recording = replayFetch({ file, mode: "record", fetch: slow });
  const calls = ["a", "bb", "ccc"].map((query) => recording(url, post({ query })));
  await vi.waitFor(() => expect(release).toHaveLength(3));
  for (const answer of release.toReversed()) answer();
  await Promise.all(calls);
  const { recordings } = JSON.parse(await readFile(file, "utf8"));
  expect(recordings.map(({ request }: { request: { body: { json: unknown } } }) => request.body.json)).toEqual([
    { query: "a" },
    { query: "bb" },
    { query: "ccc" },
  ]);
});

test("a miss says which request, and in what the nearest one differs", async () => {
  const file = await newFile();
  const record = replayFetch({
    file,
    mode: "record",
    fetch: answering(
      () => Response.json(1),
      () => Response.json(2),
    ),
  });
  await record("https://other.test/", post({ query: "rust", documents: ["a", "b"] }));
  await record(url, post({ query: "rust", documents: ["a", "b"], top_n: 2 }));
  const replay = replayFetch({ file, fetch: neverFetch });
  const error = await replay(url, post({ query: "rust", documents: ["a", "x"] })).catch((error) => error);
  expect(error).toMatchObject({ code: "invalid_request", retryable: false });
  expect(error.message).toContain(`POST ${url} is not in the cassette`);
  expect(error.message).toContain('body.documents.1 is "x", recorded "b"; body.top_n is absent, recorded 2');
  await expect(replayFetch({ file: `${file}.none` })(url)).rejects.toMatchObject({ code: "invalid_config" });
});

test.each([
  ["no JSON", "{"],
  ["something else", '{"version": 2}'],
])("a file that is %s is refused", async (_, text) => {
  const file = join(await makeTemporaryFolder(), "bad.json");
  await writeFile(file, text);
  await expect(replayFetch({ file })(url)).rejects.toMatchObject({ code: "invalid_config" });
});

test("no credential comes into the file, wherever it stands", async () => {
  vi.stubEnv("SOMEBODYS_API_KEY", "plain-looking-secret");
  const file = await newFile();
  const answer = () =>
    Response.json(
      { echo: `key ${key}`, env: "plain-looking-secret", access_token: "short", nested: [{ q: "customer Ann" }] },
      { headers: { "set-cookie": `id=${key}`, "x-request-id": "r-1", "x-echo": key } },
    );
  const send = replayFetch({ file, mode: "record", fetch: answering(answer), scrub: (text) => text.replaceAll("Ann", "N.") });
  const headers = {
    authorization: `Bearer ${key}`,
    "x-api-key": "header-secret-1",
    "api-key": "header-secret-2",
    cookie: "session=cookie-secret-3",
  };
  const body = { text: `${key} header-secret-1 header-secret-2 cookie-secret-3`, api_key: "field-secret-4", password: "pw" };
  const address = `https://user:url-secret-5@api.mock.test/rank?key=query-secret-6&q=1&X-Amz-Signature=query-secret-7`;
  const request = new Request(address.replace("user:url-secret-5@", ""), post(body, headers));
  const live = (await (await send(request)).json()) as { echo: string };
  expect(live.echo).toContain(key);
  const text = await readFile(file, "utf8");
  expect(text).not.toMatch(/sk-live|-secret-\d|plain-looking|"short"|"pw"|Ann|set-cookie|x-echo/);
  expect(text).toContain("r-1");
  // Another day, another key: it is the same request.
  const again = new Request("https://api.mock.test/rank?q=1&X-Amz-Signature=other&key=other", {
    ...post(
      { ...body, text: "a-new-bearer-key h-secret-one h-secret-two c-secret-three" },
      {
        authorization: "Bearer a-new-bearer-key",
        "x-api-key": "h-secret-one",
        "api-key": "h-secret-two",
        cookie: "session=c-secret-three",
      },
    ),
  });
  expect((await replayFetch({ file, fetch: neverFetch, scrub: (text) => text.replaceAll("Ann", "N.") })(again)).status).toBe(200);
});

test("bytes that are no text come back as they were, also in a request", async () => {
  const file = await newFile();
  const bytes = Uint8Array.from([0, 255, 254, 128, 10]);
  const request = { method: "POST", body: bytes };
  await replayFetch({ file, mode: "record", fetch: answering(() => new Response(bytes)) })(url, request);
  const replay = replayFetch({ file, fetch: neverFetch });
  expect(new Uint8Array(await (await replay(url, request)).arrayBuffer())).toEqual(bytes);
  await expect(replay(url, { method: "POST", body: Uint8Array.from([0, 255]) })).rejects.toMatchObject({
    code: "invalid_request",
  });
});

test("bodies that are empty, no JSON, or of numbers with many digits", async () => {
  const file = await newFile();
  const digits = '{"id": 12345678901234567890}';
  const answers = [() => new Response(null, { status: 204 }), () => new Response("NaN"), () => new Response(digits)];
  const record = replayFetch({ file, mode: "record", fetch: answering(...answers) });
  for (const path of ["1", "2", "3"]) await record(`${url}/${path}`);
  const replay = replayFetch({ file, fetch: neverFetch });
  expect((await replay(`${url}/1`)).status).toBe(204);
  expect(await (await replay(`${url}/2`)).text()).toBe("NaN");
  expect(await (await replay(`${url}/3`)).text()).toBe(digits);
});

test("an abort rejects with the signal's reason, before and while it is asked", async () => {
  const file = await newFile();
  const reason = new Error("gone");
  let asked = 0;
  const hanging: typeof fetch = (_, init) => {
    asked++;
    return new Promise((_resolve, reject) => init?.signal?.addEventListener("abort", () => reject(init.signal?.reason)));
  };
  const record = replayFetch({ file, mode: "record", fetch: hanging });
  await expect(record(url, { ...post({}), signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  const controller = new AbortController();
  const rejected = expect(record(url, { ...post({}), signal: controller.signal })).rejects.toBe(reason);
  await vi.waitFor(() => expect(asked).toBe(1));
  controller.abort(reason);
  await rejected;
  // What was not answered is not recorded.
  await expect(replayFetch({ file })(url, post({}))).rejects.toMatchObject({ code: "invalid_config" });
});
