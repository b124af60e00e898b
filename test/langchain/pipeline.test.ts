import { Document } from "@langchain/core/documents";
import { HybridRetriever, RerankCompressor, rankingOf } from "@secondpass/langchain";
import { createPipeline, explain } from "secondpass";
import { describe, expect, test } from "vitest";
import { FixedRetriever } from "./fixed-retriever.ts";

const documents = (...ids: string[]) => ids.map((id) => new Document({ id, pageContent: id }));
const finds = (...ids: string[]) => new FixedRetriever(() => documents(...ids));
const ranksOf = (found: object[]) => rankingOf(found)?.results.map(({ rank }) => rank);
const query = "which";

describe("a pipeline's configuration in LangChain", () => {
  test("a compressor arranges what it returns and judges it", async () => {
    const gate = { correct: 0.6, incorrect: 0.2, otherwise: "ambiguous" as const };
    await using compressor = new RerankCompressor({ reranker: { identity: {}, gate, arrange: "ends" } });
    const found = await compressor.compressDocuments(documents("a", "b", "c"), query);
    expect(found.map(({ id }) => id)).toEqual(["a", "c", "b"]);
    expect(ranksOf(found)).toEqual([1, 3, 2]);
    expect(rankingOf(found)?.receipt).toMatchObject({ gate: { verdict: "ambiguous" }, arranged: "ends" });
  });

  test("what is incorrect comes back empty, and says so", async () => {
    const gate = { correct: 0.6, incorrect: 0.2, otherwise: "incorrect" as const };
    await using compressor = new RerankCompressor({ reranker: { identity: {}, gate } });
    const found = await compressor.compressDocuments(documents("a", "b"), query);
    expect(found).toEqual([]);
    expect(rankingOf(found)).toMatchObject({ receipt: { gate: { verdict: "incorrect" } }, dropped: [{ reason: "gate" }, {}] });
  });

  test("a hybrid retriever fuses as the configuration says, unless it is told otherwise", async () => {
    const retrievers = { bm25: finds("a", "b"), dense: finds("b", "a") };
    const pipeline = await createPipeline({ identity: {}, fuse: { k: 1, weights: { bm25: 1, dense: 3 } }, arrange: "reverse" });
    const found = await new HybridRetriever({ retrievers, reranker: pipeline }).invoke(query);
    expect(found.map(({ id }) => id)).toEqual(["a", "b"]);
    const [best] = explain(rankingOf(found) ?? expect.fail("no ranking")).documents.filter(({ rank }) => rank === 1);
    expect(best).toMatchObject({ id: "b", firstStage: { score: 1 / 3 + 3 / 2 } });

    const told = await new HybridRetriever({ retrievers, reranker: pipeline, weights: { bm25: 3, dense: 1 } }).invoke(query);
    expect(told.map(({ id }) => id)).toEqual(["b", "a"]);
    const byArm = { bm25: { retriever: finds("a", "b"), weight: 3 }, dense: finds("b", "a") };
    const own = await new HybridRetriever({ retrievers: byArm, reranker: pipeline }).invoke(query);
    expect(own.map(({ id }) => id)).toEqual(["b", "a"]);
  });

  test("a retriever that the configuration does not know is refused", async () => {
    const reranker = { identity: {}, fuse: { weights: { bm25: 1, dense: 1 } } };
    const retriever = new HybridRetriever({ retrievers: { bm25: finds("a"), vectors: finds("b") }, reranker });
    await expect(retriever.invoke(query)).rejects.toMatchObject({
      code: "invalid_options",
      message: expect.stringContaining('"vectors"'),
    });
  });
});
