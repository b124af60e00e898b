import { RerankError } from "secondpass";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../../../../packages/core/src/rank/seeded-random.ts";
import { ndcgAt10 } from "../../../../data/ndcg.ts";
import { hang, markedTexts, markOf, oracleModel, valuesOf } from "../../../../data/oracle-model.ts";
import { down, firstStage, indexes, reranker, texts } from "./faults-kit.ts";

describe("calls that fail", () => {
  const grades = (list: readonly string[]) => new Map(list.map((text) => [text, Math.max(0, markOf(text) - 80)]));

  async function meanNdcg(strategy: "select" | "slidingWindow", share: number) {
    let sum = 0;
    const rounds = 30;
    for (let seed = 1; seed <= rounds; seed++) {
      const random = seededRandom(seed);
      const model = oracleModel({
        answer: () => {
          if (random() < share) throw down();
        },
      });
      const list = markedTexts(100, seed);
      const { results } = await reranker({ strategy, seed }, model).rerank("query", list);
      expect(new Set(indexes(results)).size).toBe(100);
      sum += ndcgAt10(
        results.map(({ document }) => document),
        grades(list),
      );
    }
    return sum / rounds;
  }

  test("5 % cost a few points, 20 % more, and groups less than a sliding window", async () => {
    const [none, few, many] = [await meanNdcg("select", 0), await meanNdcg("select", 0.05), await meanNdcg("select", 0.2)];
    expect(none).toBeGreaterThan(0.97);
    expect(few).toBeLessThan(none);
    expect(few).toBeGreaterThan(0.85);
    expect(many).toBeLessThan(few);
    expect(many).toBeGreaterThan(0.6);
    expect(many).toBeGreaterThan(await meanNdcg("slidingWindow", 0.2));
  });

  test("all of them: the first stage's order and a receipt that says why", async () => {
    for (const strategy of ["single", "slidingWindow", "select", "topDown", "tournament", "setwise"] as const) {
      const model = oracleModel({ answer: () => Promise.reject(down()) });
      const { results, receipt } = await reranker({ strategy }, model).rerank("query", texts);
      expect(indexes(results), strategy).toEqual(firstStage);
      expect(receipt, strategy).toMatchObject({ reranked: false, reason: "every call failed: the provider is down" });
      expect(receipt.listwise).toMatchObject({ calls: model.questions.length, complete: false, seen: [] });
      expect(receipt.listwise?.failedWindows, strategy).toBe(model.questions.length);
    }
  });

  test("most of them with onFailure throw: an error; fewer: none", async () => {
    const failing = (from: number) =>
      oracleModel({ answer: ({ number }) => (number >= from ? Promise.reject(down()) : undefined) });
    const options = { strategy: "select", onFailure: "throw" } as const;
    await expect(reranker(options, failing(2)).rerank("query", texts)).rejects.toMatchObject({
      code: "provider_unavailable",
      retryable: true,
      message: "4 of 6 windows failed: the provider is down",
    });
    const { receipt } = await reranker(options, failing(3)).rerank("query", texts);
    expect(receipt.reason).toBe("3 of 6 windows failed: the provider is down");
  });

  test("a refused key throws at once and ends the calls beside it", async () => {
    const refused = new RerankError("authentication_failed", "no such key");
    const model = oracleModel({ answer: ({ number }, context) => (number === 1 ? Promise.reject(refused) : hang(context)) });
    await expect(reranker({ strategy: "select", concurrency: 3 }, model).rerank("query", texts)).rejects.toBe(refused);
    // The two beside it were let go, and those behind it never asked.
    await new Promise((resolve) => setImmediate(resolve));
    expect({ asked: model.questions.length, aborted: model.aborted }).toEqual({ asked: 3, aborted: 2 });
  });

  test("what is no error of ours is not swallowed", async () => {
    const model = oracleModel({ answer: () => Promise.reject(new TypeError("a mistake in the client")) });
    await expect(reranker({}, model).rerank("query", texts)).rejects.toThrow("a mistake in the client");
  });

  test("a context that is too long is asked once more with half of each text", async () => {
    const long = markedTexts(20, 1).map((text) => `${text} ${"word ".repeat(300)}`);
    const limit = (tokens: number) =>
      oracleModel({
        answer: ({ request }) => {
          const length = request.messages.reduce((sum, { content }) => sum + content.length, 0) / 3.5;
          if (length > tokens) throw new RerankError("context_too_long", `more than ${tokens} tokens`);
        },
      });
    const model = limit(4500);
    const { results, receipt } = await reranker({ strategy: "single" }, model).rerank("query", long);
    expect(valuesOf(results).slice(0, 3)).toEqual([20, 19, 18]);
    expect(receipt.listwise).toMatchObject({ calls: 2, retries: 1, failedWindows: 0, complete: true });
    const hopeless = limit(500);
    const failed = await reranker({ strategy: "single" }, hopeless).rerank("query", long);
    expect(hopeless.questions).toHaveLength(2);
    expect(failed.receipt).toMatchObject({ reranked: false, reason: "every call failed: more than 500 tokens" });
  });
});
