import { cached, createLexicalReranker, fallback } from "secondpass";
import { describe, expect, test } from "vitest";
import { oracleModel } from "../../../../data/oracle-model.ts";
import { down, indexes, reranker, texts } from "./faults-kit.ts";

describe("together with the others", () => {
  test("fallback serves where the model cannot", async () => {
    const failing = oracleModel({ answer: () => Promise.reject(down()) });
    const chain = fallback([reranker({ onFailure: "throw" }, failing), createLexicalReranker()]);
    const { results, receipt } = await chain.rerank("rust", ["bread", "rust"]);
    expect(indexes(results)).toEqual([1, 0]);
    expect(receipt).toMatchObject({ servedBy: "lexical" });
    expect(receipt.attempts).toMatchObject([{ outcome: "error", error: { code: "provider_unavailable" } }, { outcome: "ok" }]);
  });

  test("a cache keeps whole lists", async () => {
    const model = oracleModel();
    const kept = cached(reranker({ strategy: "single" }, model), {});
    const first = await kept.rerank("query", texts.slice(0, 20));
    const again = await kept.rerank("query", texts.slice(0, 20));
    expect(model.questions).toHaveLength(1);
    expect(indexes(again.results)).toEqual(indexes(first.results));
    await kept.rerank("query", texts.slice(0, 19));
    expect(model.questions).toHaveLength(2);
  });
});
