import { existsSync, readdirSync } from "node:fs";
import { createLexicalReranker, createReranker, type RerankerConfig, type RerankerInput } from "secondpass";
import { describe, expect, test, vi } from "vitest";
import { makeModelFolder } from "../../data/model-folder.ts";
import { counting, failing, hanging } from "../stages/stage-kit.ts";

const texts = ["1 one", "2 two"];

test("wrapper keys stand beside a provider's name, beside reranker, and in JSON", async () => {
  const configs: RerankerConfig[] = [
    { lexical: { k1: 1 }, cache: "memory" },
    {
      reranker: "lexical",
      cache: { store: "memory", ttlMs: 1_000 },
      fallback: ["identity"],
      deadlineMs: 800,
      onError: "passthrough",
    },
    '{ "reranker": { "lexical": {}, "cache": "memory" }, "deadlineMs": 800 }',
    { lexical: {}, cache: new Map(), onError: undefined as never },
  ];
  for (const config of configs) {
    await using reranker = await createReranker(config);
    await reranker.rerank("two", texts);
    expect((await reranker.rerank("two", texts)).receipt).toMatchObject({ servedBy: "lexical", cache: { hits: 2 } });
  }
});

test("the order is fixed: the cache is inside the fallback, the deadline around it, onError outermost", async () => {
  const store = new Map<string, string>();
  await using reranker = await createReranker({
    onError: "passthrough",
    deadlineMs: 1_500,
    fallback: [failing("second", "timeout"), hanging("third")],
    cache: { store },
    reranker: failing("first", "rate_limited"),
  });
  const { receipt } = await reranker.rerank("q", texts);
  expect(receipt).toMatchObject({ reranked: false, warnings: [{ code: "deadline" }] });
  expect(receipt.attempts.map(({ reranker, outcome }) => [reranker, outcome])).toEqual([
    ["first", "error"],
    ["second", "error"],
    ["third", "deadline"],
  ]);
  expect(store.size).toBe(0);
  await using passing = await createReranker({
    reranker: failing("first", "rate_limited"),
    fallback: [failing("second", "timeout")],
    onError: "passthrough",
  });
  const passed = await passing.rerank("q", texts);
  expect(passed.receipt.warnings.map(({ code }) => code)).toEqual(["passthrough"]);
  expect(passed.receipt.attempts).toHaveLength(2);
});

test("what is made is disposed with the whole", async () => {
  const lexical = createLexicalReranker();
  const second = counting("second").reranker;
  const reranker = await createReranker({
    reranker: lexical,
    fallback: [second, { lexical: {}, cache: "memory" }],
    cache: "memory",
  });
  await reranker.dispose();
  for (const inner of [reranker, lexical, second]) {
    await expect(inner.rerank("q", texts)).rejects.toMatchObject({ code: "disposed" });
  }
});

test("a second one that cannot be made: what was handed in stays alive", async () => {
  const handedIn = counting("mine").reranker;
  for (const fallback of [
    ["lexical", "local:./nowhere"],
    [handedIn, "locla"],
  ] as RerankerInput[][]) {
    await expect(createReranker({ reranker: handedIn, fallback })).rejects.toMatchObject({
      code: expect.stringMatching(/not_found|unknown/),
    });
  }
  expect((await handedIn.rerank("q", texts)).receipt.reranked).toBe(true);
});

test("a second one that cannot be made: the first is disposed, and its worker with it", async ({ skip }) => {
  skip(!existsSync("/proc/self/task"), "threads are counted in /proc, which is Linux's");
  const threads = () => readdirSync("/proc/self/task").length;
  const model = await makeModelFolder();
  // Engine and pools are loaded before the first count.
  await (await createReranker({ local: { model, blend: 0 } })).dispose();
  const before = threads();
  const failed = createReranker({ local: { model, blend: 0 }, fallback: ["local:./nowhere"] });
  await expect(failed).rejects.toMatchObject({ code: "model_not_found" });
  await vi.waitFor(() => expect(threads()).toBeLessThanOrEqual(before));
  // The count would tell: one that is not disposed has a thread more.
  await using alive = await createReranker({ local: { model, blend: 0 } });
  expect(threads()).toBeGreaterThan(before);
  expect(alive.id).toContain("local:");
});

describe("what cannot be meant is refused before anything is made", () => {
  const refused: [config: unknown, code: string, words: string[]][] = [
    [{ lexical: {}, falback: [] }, "invalid_config", ["reranker.falback", 'did you mean "fallback"?']],
    [{ falback: ["lexical"] }, "invalid_config", ["reranker.falback", 'did you mean "fallback"?']],
    [{ lexical: {}, identiy: {} }, "invalid_config", ["reranker.identiy", 'did you mean "identity"?']],
    [
      { fallback: ["lexical"] },
      "invalid_config",
      ["exactly one key", "got none", "cache, chunked, fallback, deadlineMs, onError"],
    ],
    [{ reranker: "lexical", local: {} }, "invalid_config", ["exactly one key", "reranker, local"]],
    [{ lexcal: {}, fallback: ["identity"] }, "unknown_provider", ['did you mean "lexical"?']],
    [{ lexical: {}, fallback: [] }, "invalid_config", ["reranker.fallback: [] does not fit", "a list of at least one"]],
    [{ lexical: {}, fallback: "identity" }, "invalid_config", ["reranker.fallback", '"identity"', "a list of at least one"]],
    [{ lexical: {}, fallback: ["identity", { lexical: { b: 2 } }] }, "invalid_config", ["reranker.fallback[1].lexical.b", "2"]],
    [{ lexical: {}, fallback: ["lexcal"] }, "unknown_provider", ['"lexical"']],
    [{ lexical: {}, fallback: [7] }, "invalid_config", ["reranker.fallback[0]", "got 7"]],
    [{ lexical: {}, deadlineMs: 0 }, "invalid_config", ["reranker.deadlineMs", "0", "milliseconds above 0"]],
    [{ lexical: {}, deadlineMs: "800" }, "invalid_config", ["reranker.deadlineMs", '"800"']],
    [{ lexical: {}, onError: "ignore" }, "invalid_config", ["reranker.onError", '"ignore"', '"passthrough"']],
    [{ lexical: {}, cache: "memroy" }, "invalid_config", ["reranker.cache.store", '"memroy"', '"memory"']],
    [{ lexical: {}, cache: { ttl: 5 } }, "invalid_config", ["reranker.cache.ttl", "no such option", "ttlMs?"]],
    [{ lexical: {}, cache: { ttlMs: -1 } }, "invalid_config", ["reranker.cache.ttlMs", "-1"]],
    [{ lexical: {}, cache: true }, "invalid_config", ["reranker.cache", "true"]],
    [{ reranker: { lexical: {}, deadlineMs: -1 }, deadlineMs: 5 }, "invalid_config", ["reranker.deadlineMs", "-1"]],
  ];
  test.each(refused)("%j", async (config, code, words) => {
    const call = createReranker(config as RerankerInput);
    await expect(call).rejects.toMatchObject({ code });
    for (const word of words) await expect(call).rejects.toThrow(word);
  });

  test("an address with a password is not repeated in an error", async () => {
    const refusedCall = createReranker({ lexical: {}, cache: { store: "redsi://user:hunter2@host" } });
    await expect(refusedCall).rejects.toThrow("[redacted]");
    await expect(refusedCall).rejects.not.toThrow("hunter2");
  });
});
