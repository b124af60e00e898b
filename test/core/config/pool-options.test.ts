import { createReranker } from "secondpass";
import { describe, expect, test } from "vitest";

describe("how a local model is run", () => {
  test("workers, maxQueue and unloadAfterMs come from the configuration", async () => {
    const reranker = await createReranker({ local: { workers: 1, maxQueue: 1, unloadAfterMs: 60_000 } });
    const texts = ["Install Rust with rustup.", "The weather in Paris."];
    const calls = [reranker.rerank("rust", texts), reranker.rerank("rust", texts)];
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes[0]).toMatchObject({ status: "fulfilled" });
    expect(outcomes[1]).toMatchObject({ status: "rejected", reason: { code: "overloaded", retryable: true } });
    await reranker.dispose();
  });

  test.each([{ workers: 0 }, { workers: 1.5 }, { maxQueue: -1 }, { unloadAfterMs: 0 }])("refuses %o", async (options) => {
    const [name] = Object.keys(options) as [string];
    await expect(createReranker({ local: options })).rejects.toMatchObject({ code: "invalid_config" });
    await expect(createReranker({ local: options })).rejects.toThrow(
      new RegExp(`reranker\\.local\\.${name}: .*accepted:.*${name}`),
    );
  });
});
