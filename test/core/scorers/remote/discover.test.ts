import { createReranker } from "secondpass";
import { expect, test, vi } from "vitest";

test("a server that is asked what it takes tells everyone, also when the first caller has gone", async () => {
  let asked = 0;
  const fetchOnce: typeof fetch = async (url, init) => {
    if (!String(url).endsWith("/info")) return Response.json([{ index: 0, score: 1 }]);
    asked++;
    if (asked > 1) return Response.json({ max_client_batch_size: 8 });
    return new Promise((_, reject) => init?.signal?.addEventListener("abort", () => reject(init.signal?.reason)));
  };
  await using reranker = await createReranker({ tei: { baseUrl: "http://tei.test", fetch: fetchOnce } });
  const controller = new AbortController();
  const reason = new Error("gone");
  const first = expect(reranker.rerank("rust", ["rust"], { signal: controller.signal })).rejects.toBe(reason);
  const second = reranker.rerank("rust", ["rust"]);
  await vi.waitFor(() => expect(asked).toBe(1));
  controller.abort(reason);
  await first;
  expect((await second).results[0]?.score).toBe(1);
  expect(asked).toBe(2);
});

test.each([
  ["no scheme", "localhost:8080", "is no address"],
  ["no host", "http://", "is no address"],
  ["a password", "http://user:secret-0123@tei.test", "has a user name or password"],
])("an address with %s is refused before any call", async (_, address, why) => {
  vi.stubEnv("TEI_URL", address);
  const error = await createReranker("tei").catch((error) => error);
  vi.unstubAllEnvs();
  expect(error).toMatchObject({ code: "invalid_config", provider: "tei" });
  expect(error.message).toContain(why);
  expect(error.message).not.toContain("secret-0123");
});
