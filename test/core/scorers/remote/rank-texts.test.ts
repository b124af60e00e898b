import fc from "fast-check";
import { expect, test } from "vitest";
import { RerankError } from "../../../../packages/core/src/contract/index.ts";
import { rankTexts } from "../../../../packages/core/src/scorers/remote/rank-texts.ts";
import type { Complaint, RemoteCall } from "../../../../packages/core/src/scorers/remote/remote-api.ts";
import type { RemoteConnection } from "../../../../packages/core/src/scorers/remote/remote-connection.ts";

const scoreOf = (text: string) => text.length + (text.codePointAt(0) ?? 0) / 1000;

/** The place where the network ends: a provider that complains by a rule, and scores otherwise. */
function connectionWith(rule: (call: RemoteCall) => Complaint | undefined) {
  const calls: RemoteCall[] = [];
  const connection: RemoteConnection = {
    addresses: ["http://rerank.test"],
    discover: async () => ({}),
    close: () => {},
    async ask(call) {
      calls.push(call);
      const complaint = rule(call);
      const counted = { attempts: 1, waitedMs: 0 };
      if (complaint) return { complaint, error: new RerankError("invalid_request", "too large"), ...counted };
      const results = call.texts.map((text, index) => ({ index, score: scoreOf(text) }));
      return { answer: { results: results.toReversed(), usage: { inputTokens: call.texts.length } }, ...counted };
    },
  };
  return { connection, calls };
}

const options = { provider: "acme", pointwise: true, signal: new AbortController().signal };
const rank = (connection: RemoteConnection, texts: string[], rest: Partial<RemoteCall> = {}, pointwise = true) =>
  rankTexts(connection, { query: "q", texts, ...rest }, { ...options, pointwise });
const sizes = (calls: RemoteCall[]) => calls.map(({ texts }) => texts.length);

test("one request where the provider does not complain", async () => {
  const { connection, calls } = connectionWith(() => undefined);
  const ranked = await rank(connection, ["a", "bb"], { topN: 1 });
  expect(calls).toEqual([{ query: "q", texts: ["a", "bb"], topN: 1 }]);
  expect(ranked).toMatchObject({
    scores: [scoreOf("a"), scoreOf("bb")],
    truncated: [],
    requests: [{ documents: 2, attempts: 1 }],
    usage: [{ inputTokens: 2 }],
  });
});

test("too many documents: halves, and no half is asked for the best of all", async () => {
  const { connection, calls } = connectionWith(({ texts }) => (texts.length > 2 ? { about: "documents" } : undefined));
  const texts = ["a", "bb", "ccc", "dddd", "eeeee"];
  const ranked = await rank(connection, texts, { topN: 1 });
  expect(sizes(calls)).toEqual([5, 3, 2, 2, 1]);
  expect(calls.slice(1).every((call) => !("topN" in call))).toBe(true);
  expect(ranked.scores).toEqual(texts.map(scoreOf));
  expect(ranked.requests.map(({ documents }) => documents)).toEqual([5, 3, 2, 1, 2]);
});

test("one document that is too long is found, and only it is cut", async () => {
  const { connection } = connectionWith(({ texts }) =>
    texts.some((text) => text.length > 100) ? { about: "length" } : undefined,
  );
  const texts = ["a", "b", "x".repeat(300), "c", "d"];
  const ranked = await rank(connection, texts);
  // 300 -> 150 -> 75 characters, told of once.
  expect(ranked.scores[2]).toBe(scoreOf("x".repeat(75)));
  expect(ranked.truncated).toEqual([{ index: 2, keptTokens: 22, totalTokens: 86, estimated: true }]);
  expect([0, 1, 3, 4].map((index) => ranked.scores[index])).toEqual(["a", "b", "c", "d"].map(scoreOf));
});

test("a length that is told is cut to at once", async () => {
  const told = { about: "length", tokens: 300, limit: 100 } as const;
  const { connection, calls } = connectionWith(({ texts }) => (texts.some((text) => text.length > 100) ? told : undefined));
  const ranked = await rank(connection, ["a", "x".repeat(300)]);
  expect(sizes(calls)).toEqual([2, 2]);
  // 300 characters x 100 / 300 tokens, and a tenth less to be on the safe side.
  expect(calls[1]?.texts[1]).toHaveLength(90);
  expect(ranked.truncated.map(({ index }) => index)).toEqual([1]);
});

test("documents that are compared with each other are not divided but shortened", async () => {
  const tooMuch = (texts: readonly string[]) => texts.join("").length > 200;
  const { connection, calls } = connectionWith(({ texts }) => (tooMuch(texts) ? { about: "documents" } : undefined));
  const ranked = await rank(connection, ["x".repeat(150), "y".repeat(100)], {}, false);
  expect(new Set(sizes(calls))).toEqual(new Set([2]));
  expect(ranked.truncated.map(({ index }) => index).sort()).toEqual([0, 1]);
  expect(ranked.scores.every((score) => score !== undefined)).toBe(true);
});

test("a provider that is never content: its error, after a bounded number of requests", async () => {
  const { connection, calls } = connectionWith(() => ({ about: "length" }));
  await expect(rank(connection, ["x".repeat(1_000_000)])).rejects.toMatchObject({
    code: "invalid_request",
    message: "too large",
  });
  expect(calls.length).toBeLessThanOrEqual(21);
  expect(calls.at(-1)?.texts[0]?.length).toBe(16);
});

test("whatever the limits: every document is answered once, and none is read as another", async () => {
  const texts = fc.array(fc.string({ minLength: 1, maxLength: 200 }), { minLength: 1, maxLength: 40 });
  const most = fc.integer({ min: 1, max: 12 });
  const longest = fc.integer({ min: 16, max: 250 });
  await fc.assert(
    fc.asyncProperty(texts, most, longest, async (texts, most, longest) => {
      const { connection, calls } = connectionWith(({ texts }) => {
        if (texts.length > most) return { about: "documents" };
        return texts.some((text) => text.length > longest) ? { about: "length" } : undefined;
      });
      const { scores, truncated, usage } = await rank(connection, texts);
      const cut = new Map(truncated.map((truncation) => [truncation.index, truncation]));
      expect(cut.size).toBe(truncated.length);
      expect(scores).toHaveLength(texts.length);
      texts.forEach((text, index) => {
        // What was cut begins as the document does, so its score has the same first character.
        if (!cut.has(index)) expect(scores[index]).toBe(scoreOf(text));
        else expect(text.length).toBeGreaterThan(16);
        expect(scores[index]).toBeTypeOf("number");
      });
      const answered = usage.reduce((sum, { inputTokens = 0 }) => sum + inputTokens, 0);
      expect(answered).toBe(texts.length);
      expect(calls.every((call) => call.texts.length > 0)).toBe(true);
    }),
  );
});
