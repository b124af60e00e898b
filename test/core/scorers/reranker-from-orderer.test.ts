import { type Order, type OrderContext, type Orderer, rerankerFromOrderer } from "secondpass";
import { describe, expect, test } from "vitest";

type Work = (texts: readonly string[], context: OrderContext, query: string) => Promise<Order>;

function orderer(order: Work, more: Partial<Orderer> = {}): Orderer {
  return {
    id: "test",
    supports: { pointwise: false, abort: true, instructions: false },
    order: (query, texts, context) => order(texts, context, query),
    dispose: async () => {},
    ...more,
  };
}

const backwards = (texts: readonly string[]) => texts.map((_, i) => texts.length - 1 - i);
const reverse = orderer(async (texts) => ({ order: backwards(texts) }));
const untilAbort = ({ signal }: OrderContext) =>
  new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));

const indexes = (results: readonly { index: number }[]) => results.map(({ index }) => index);

describe("what is no permutation is refused", () => {
  test.each([[[0, 1]], [[0, 1, 1]], [[0, 1, 3]], [[0, 1, 2, 2]], [[0, 1, -1]], [[0, 1, 1.5]], [[]]])("%j", async (order) => {
    const reranker = rerankerFromOrderer(orderer(async () => ({ order })));
    const call = reranker.rerank("q", ["a", "b", "c"]);
    await expect(call).rejects.toMatchObject({ code: "invalid_scores", message: expect.stringContaining("for 3 documents") });
  });

  test("also as an order so far", async () => {
    const reranker = rerankerFromOrderer(
      orderer(async (_, { onOrder }) => {
        onOrder({ order: [1, 1, 0] });
        return { order: [0, 1, 2] };
      }),
    );
    await expect(reranker.rerank("q", ["a", "b", "c"])).rejects.toMatchObject({ code: "invalid_scores" });
  });
});

describe("time", () => {
  test("a deadline before any order: the first stage's, and the receipt says so", async () => {
    const reranker = rerankerFromOrderer(orderer((_, context) => untilAbort(context)));
    const { results, receipt } = await reranker.rerank("q", ["a", "b"], { deadlineMs: 20 });
    expect(indexes(results)).toEqual([0, 1]);
    expect(receipt).toMatchObject({ reranked: false, reason: "deadline of 20 ms passed before the first answer" });
    expect(receipt.attempts).toMatchObject([{ outcome: "deadline" }]);
    expect(receipt.warnings.map(({ code }) => code)).toEqual(["deadline"]);
  });

  test("a deadline after an order: the last one told, with what was spent for it", async () => {
    const reranker = rerankerFromOrderer(
      orderer((_, context) => {
        context.onOrder({ order: [2, 0, 1], usage: { calls: 1 } });
        context.onOrder({ order: [2, 1, 0], usage: { calls: 2 } });
        return untilAbort(context);
      }),
    );
    const { results, receipt } = await reranker.rerank("q", ["a", "b", "c"], { deadlineMs: 20 });
    expect(indexes(results)).toEqual([2, 1, 0]);
    expect(receipt).toMatchObject({ reranked: true, usage: { calls: 2 } });
    expect(receipt.reason).toContain("best order known");
  });

  test("a deadline ends one that does not listen, and what it says later is not heard", async () => {
    const heard: number[][] = [];
    let late: (() => void) | undefined;
    const reranker = rerankerFromOrderer(
      orderer(
        (texts, { onOrder, onProgress }) =>
          new Promise((resolve) => {
            late = () => {
              onOrder({ order: backwards(texts) });
              onProgress(1, 1);
              resolve({ order: backwards(texts) });
            };
          }),
      ),
    );
    const { results } = await reranker.rerank("q", ["a", "b"], { deadlineMs: 15, onOrder: (order) => heard.push([...order]) });
    late?.();
    expect(indexes(results)).toEqual([0, 1]);
    expect(heard).toEqual([]);
  });

  test("an abort rejects with its reason and reaches the orderer", async () => {
    const controller = new AbortController();
    let reached: unknown;
    const reranker = rerankerFromOrderer(
      orderer((_, { signal }) => {
        signal.addEventListener("abort", () => {
          reached = signal.reason;
        });
        return new Promise(() => {});
      }),
    );
    const call = reranker.rerank("q", ["a", "b"], { signal: controller.signal });
    const reason = new Error("enough");
    controller.abort(reason);
    await expect(call).rejects.toBe(reason);
    expect(reached).toBe(reason);
  });

  test("dispose ends calls under way and is handed on once", async () => {
    let disposed = 0;
    const reranker = rerankerFromOrderer(orderer((_, context) => untilAbort(context), { dispose: async () => void disposed++ }));
    const call = reranker.rerank("q", ["a", "b"]);
    const rejected = expect(call).rejects.toMatchObject({ code: "disposed" });
    await reranker.dispose();
    await reranker.dispose();
    await rejected;
    expect(disposed).toBe(1);
  });
});

describe("callbacks", () => {
  const inSteps = orderer(async (texts, { onOrder, onProgress }) => {
    onProgress(1, 3);
    onOrder({ order: texts.map((_, i) => i) });
    onOrder({ order: backwards(texts), usage: { calls: 1 } });
    onOrder({ order: backwards(texts), usage: { calls: 2 } });
    onProgress(2, 3);
    onProgress(2, 3);
    return { order: backwards(texts) };
  });

  test("onOrder hears each new order once, in indexes of the input", async () => {
    const heard: number[][] = [];
    await rerankerFromOrderer(inSteps).rerank("q", ["a", " ", "b", "c"], {
      depth: 2,
      onOrder: (order) => heard.push([...order]),
    });
    expect(heard).toEqual([[2, 0, 3, 1]]);
  });

  test("onProgress counts documents, only upwards, to the last", async () => {
    const heard: number[][] = [];
    await rerankerFromOrderer(inSteps).rerank("q", ["a", "b", "c", "d", "e", "f"], { onProgress: (...step) => heard.push(step) });
    expect(heard).toEqual([
      [2, 6],
      [4, 6],
      [6, 6],
    ]);
  });

  test.each(["onOrder", "onProgress"] as const)("what %s throws ends the call", async (name) => {
    const thrown = new Error("mine");
    const options = {
      [name]: () => {
        throw thrown;
      },
    };
    await expect(rerankerFromOrderer(inSteps).rerank("q", ["a", "b"], options)).rejects.toBe(thrown);
  });
});

describe("documents and options", () => {
  test("none, and none with text: no call", async () => {
    const never = orderer(async () => expect.unreachable("nothing to order"));
    const { receipt } = await rerankerFromOrderer(never).rerank("q", []);
    expect(receipt).toMatchObject({ reranked: false, reason: "there are no documents", attempts: [] });
    const blank = await rerankerFromOrderer(never).rerank("q", ["", " "]);
    expect(blank.receipt).toMatchObject({ reranked: false, reason: "no document has any text" });
    expect(indexes(blank.results)).toEqual([0, 1]);
  });

  test("what is below depth and what is blank come behind, in the first stage's order", async () => {
    const { results } = await rerankerFromOrderer(reverse).rerank("q", ["a", "", "b", "c", "d"], { depth: 2 });
    expect(indexes(results)).toEqual([2, 0, 3, 4, 1]);
  });

  test("equal texts and equal ids stay documents of their own", async () => {
    const documents = [
      { id: "x", text: "same" },
      { id: "x", text: "same" },
      { id: "x", text: "other" },
    ];
    let seen: readonly string[] = [];
    const reranker = rerankerFromOrderer(
      orderer(async (texts) => {
        seen = texts;
        return { order: [2, 1, 0] };
      }),
    );
    const { results } = await reranker.rerank("q", documents);
    expect(seen).toEqual(["same", "same", "other"]);
    expect(results.map(({ document }) => document)).toEqual([documents[2], documents[1], documents[0]]);
  });

  test("topN cuts, and the orderer knows it; minScore cannot be applied", async () => {
    let context: OrderContext | undefined;
    const reranker = rerankerFromOrderer(
      orderer(async (texts, given) => {
        context = given;
        return { order: backwards(texts) };
      }),
    );
    const options = { topN: 2, minScore: 0.5, instruction: "only old ones", priority: 3 };
    const { results, dropped, receipt } = await reranker.rerank("q", ["a", "b", "c"], options);
    expect(indexes(results)).toEqual([2, 1]);
    expect(dropped).toEqual([{ index: 0, reason: "topN" }]);
    expect(context).toMatchObject({ topN: 2, priority: 3 });
    expect(context).not.toHaveProperty("instruction");
    expect(receipt.warnings.map(({ code }) => code).sort()).toEqual(["instruction_ignored", "min_score_ignored"]);
    expect(results.every((result) => !("score" in result))).toBe(true);
  });

  test("first-stage scores are handed on where every text has one", async () => {
    const given: unknown[] = [];
    const reranker = rerankerFromOrderer(
      orderer(async (texts, { firstStageScores }) => {
        given.push(firstStageScores);
        return { order: backwards(texts) };
      }),
    );
    await reranker.rerank("q", [{ text: "a", score: 2 }, { text: "" }, { text: "b", score: 1 }]);
    await reranker.rerank("q", [{ text: "a", score: 2 }, { text: "b" }]);
    expect(given).toEqual([[2, 1], undefined]);
  });

  test("an order that is not the model's own is told of", async () => {
    const reranker = rerankerFromOrderer(orderer(async () => ({ order: [0, 1], reranked: false, reason: "no money" })));
    const { receipt } = await reranker.rerank("q", ["a", "b"]);
    expect(receipt).toMatchObject({ reranked: false, reason: "no money" });
  });
});
