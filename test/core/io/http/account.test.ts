import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { RerankError, type RerankErrorCode } from "../../../../packages/core/src/contract/index.ts";
import { type Account, type AccountLimits, accountOf } from "../../../../packages/core/src/io/http/account.ts";

const unlimited: AccountLimits = { concurrency: 100, breakAfter: 0, breakForMs: 1000 };
const minuteMs = 60_000;

// Accounts live as long as the process: each test has an origin of its own.
let count = 0;
let origin: string;

beforeEach(() => {
  origin = `http://host-${count++}`;
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const signal = new AbortController().signal;
const run = <T>(account: Account, work: () => Promise<T>, request: { tokens?: number; signal?: AbortSignal } = {}) =>
  account.run({ provider: "mock", tokens: 1, signal, ...request }, work);
const fail = (code: RerankErrorCode) => async () => {
  throw new RerankError(code, "mock failure");
};

test("the same origin, key and limits are one account", () => {
  const one = accountOf(origin, "key", unlimited);
  expect(accountOf(origin, "key", { ...unlimited })).toBe(one);
  expect(accountOf(origin, "other", unlimited)).not.toBe(one);
  expect(accountOf(origin, undefined, unlimited)).not.toBe(one);
  expect(accountOf(`${origin}:81`, "key", unlimited)).not.toBe(one);
  expect(accountOf(origin, "key", { ...unlimited, requestsPerMinute: 5 })).not.toBe(one);
});

test("so many requests at a time, the others in the order of asking", async () => {
  const account = accountOf(origin, "key", { ...unlimited, concurrency: 2 });
  const started: number[] = [];
  const ends: (() => void)[] = [];
  const calls = [0, 1, 2, 3].map((i) =>
    run(account, () => {
      started.push(i);
      return new Promise<number>((resolve) => ends.push(() => resolve(i)));
    }),
  );
  await vi.advanceTimersByTimeAsync(0);
  expect(started).toEqual([0, 1]);
  ends[1]?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(started).toEqual([0, 1, 2]);
  ends[0]?.();
  ends[2]?.();
  await vi.advanceTimersByTimeAsync(0);
  ends[3]?.();
  expect(await Promise.all(calls)).toEqual([0, 1, 2, 3]);
});

test("a failed request gives its place back", async () => {
  const account = accountOf(origin, "key", { ...unlimited, concurrency: 1 });
  await expect(run(account, fail("invalid_request"))).rejects.toThrow("mock failure");
  expect(await run(account, async () => "next")).toBe("next");
});

test("requests of a minute: shared by one key, not by two", async () => {
  const limits = { ...unlimited, requestsPerMinute: 2 };
  const started: string[] = [];
  const ask = (key: string, name: string) => run(accountOf(origin, key, { ...limits }), async () => started.push(name));
  const calls = [ask("a", "a1"), ask("a", "a2"), ask("a", "a3"), ask("b", "b1"), ask("b", "b2")];
  await vi.advanceTimersByTimeAsync(10);
  expect(started.sort()).toEqual(["a1", "a2", "b1", "b2"]);
  await vi.advanceTimersByTimeAsync(minuteMs);
  expect(started).toContain("a3");
  await Promise.all(calls);
});

test("tokens of a minute, and how long a request waited for them", async () => {
  const account = accountOf(origin, "key", { ...unlimited, tokensPerMinute: 100 });
  const waits: number[] = [];
  const ask = (tokens: number) =>
    account.run({ provider: "mock", tokens, signal, onStart: (ms) => waits.push(ms) }, async () => tokens);
  // The last one is more than a minute's allowance and goes alone in a minute of its own.
  const calls = [ask(60), ask(40), ask(1), ask(500)];
  await vi.advanceTimersByTimeAsync(10);
  expect(waits.map(Math.floor)).toEqual([0, 0]);
  await vi.advanceTimersByTimeAsync(minuteMs);
  expect(waits).toHaveLength(3);
  expect(waits[2]).toBeGreaterThan(minuteMs - 100);
  await vi.advanceTimersByTimeAsync(minuteMs);
  expect(await Promise.all(calls)).toEqual([60, 40, 1, 500]);
});

test("an abort ends the wait for the next minute, and gives its turn to the next one", async () => {
  const account = accountOf(origin, "key", { ...unlimited, requestsPerMinute: 1 });
  await run(account, async () => 1);
  const controller = new AbortController();
  const reason = new Error("gone");
  const waiting = run(account, async () => 2, { signal: controller.signal });
  const gone = expect(waiting).rejects.toBe(reason);
  const third = run(account, async () => 3);
  await vi.advanceTimersByTimeAsync(10);
  controller.abort(reason);
  await gone;
  await vi.advanceTimersByTimeAsync(minuteMs);
  expect(await third).toBe(3);
});

test("after outages in a row the circuit is open, for all who share the account", async () => {
  const limits = { ...unlimited, breakAfter: 2, breakForMs: 1000 };
  const work = vi.fn(fail("provider_unavailable"));
  await expect(run(accountOf(origin, "key", { ...limits }), work)).rejects.toMatchObject({ code: "provider_unavailable" });
  await expect(run(accountOf(origin, "key", { ...limits }), work)).rejects.toMatchObject({ code: "provider_unavailable" });
  const refused = run(accountOf(origin, "key", { ...limits }), work);
  await expect(refused).rejects.toMatchObject({ code: "circuit_open", retryable: true, retryAfterMs: 1000, provider: "mock" });
  expect(work).toHaveBeenCalledTimes(2);
  expect(await run(accountOf(origin, "other key", limits), async () => "served")).toBe("served");
});

test("half open, one request decides", async () => {
  const account = accountOf(origin, "key", { ...unlimited, breakAfter: 1, breakForMs: 1000 });
  await expect(run(account, fail("timeout"))).rejects.toMatchObject({ code: "timeout" });
  await vi.advanceTimersByTimeAsync(999);
  await expect(run(account, async () => 1)).rejects.toMatchObject({ code: "circuit_open" });
  await vi.advanceTimersByTimeAsync(1);
  await expect(run(account, fail("timeout"))).rejects.toMatchObject({ code: "timeout" });
  await expect(run(account, async () => 1)).rejects.toMatchObject({ code: "circuit_open" });
  await vi.advanceTimersByTimeAsync(1000);
  expect(await run(account, async () => "well again")).toBe("well again");
  expect(await run(account, async () => "and stays so")).toBe("and stays so");
});

test.each(["invalid_request", "authentication_failed", "rate_limited", "invalid_response"] as const)(
  "%s says nothing about the provider's health",
  async (code) => {
    const account = accountOf(origin, "key", { ...unlimited, breakAfter: 1 });
    for (let i = 0; i < 3; i++) await expect(run(account, fail(code))).rejects.toMatchObject({ code });
    expect(await run(account, async () => "served")).toBe("served");
  },
);

test("outages that are not in a row do not open it, and 0 never does", async () => {
  const account = accountOf(origin, "key", { ...unlimited, breakAfter: 2 });
  for (let i = 0; i < 3; i++) {
    await expect(run(account, fail("provider_unavailable"))).rejects.toMatchObject({ code: "provider_unavailable" });
    await run(account, async () => "served");
  }
  const never = accountOf(origin, "key", { ...unlimited, breakAfter: 0 });
  for (let i = 0; i < 20; i++) await expect(run(never, fail("timeout"))).rejects.toMatchObject({ code: "timeout" });
});
