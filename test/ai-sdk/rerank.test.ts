import { rankingOf, rerankingModel, type SecondpassMetadata } from "@secondpass/ai-sdk";
import { createReranker, RerankError, rerankerFromScorer } from "secondpass";
import { describe, expect, test, vi } from "vitest";
import { errorOf } from "../contract/wrapper/error-of.ts";
import { scorer } from "../contract/wrapper/scorer.ts";
import { silentReranker } from "../contract/wrapper/silent-reranker.ts";
import { noteWarnings } from "./sdk-warnings.ts";
import { sdks, useSdk } from "./sdks.ts";

const documents = ["The weather in Paris.", "Rust is an oxide.", "Install Rust with rustup."];
const query = "install rust";

function byLength() {
  return rerankerFromScorer(scorer(async (_, texts) => ({ scores: texts.map((text) => text.length) })));
}

describe.each(sdks)("rerank() of $name", (version) => {
  const sdk = useSdk(version);
  const warnings = noteWarnings();

  test("the bundled model ranks", async () => {
    await using model = rerankingModel("local");
    const result = await sdk.rerank({ model, documents, query: "how do I install rust" });
    expect(result.rerankedDocuments[0]).toBe(documents[2]);
    expect(result.originalDocuments).toBe(documents);
    expect(result.response.modelId).toBe("local:mini");
    expect(rankingOf(result)?.receipt).toMatchObject({ reranked: true, blend: { weight: 0.2 }, feedback: { weight: 0.2 } });
  });

  test("scores are the reranker's own, and topN says how many come back", async () => {
    const reranker = await createReranker("lexical");
    const { results } = await reranker.rerank(query, documents);
    const result = await sdk.rerank({ model: rerankingModel(reranker), documents, query, topN: 2 });
    expect(result.ranking).toEqual(
      results.slice(0, 2).map(({ index, score, document }) => ({ originalIndex: index, score, document })),
    );
    expect(result.ranking.map(({ originalIndex }) => originalIndex)).toEqual([2, 1]);
    expect(warnings).toEqual([]);
  });

  test("the metadata has the receipt as JSON, what was dropped, and what the scores are", async () => {
    const { providerMetadata } = await sdk.rerank({ model: rerankingModel("lexical"), documents, query, topN: 2 });
    const metadata = providerMetadata?.secondpass as unknown as SecondpassMetadata;
    expect(metadata).toMatchObject({ scoreScale: "similarity", dropped: [{ index: 0, reason: "topN" }], unscored: [] });
    expect(metadata.receipt).toMatchObject({ reranked: true, servedBy: "lexical", attempts: [{ outcome: "ok" }] });
    expect(JSON.parse(JSON.stringify(metadata))).toEqual(metadata);
  });

  test("objects are read as lines of their values, and come back as the objects that they are", async () => {
    const pages = documents.map((body, page) => ({ body, page, author: { name: "Ada" } }));
    const read: (readonly string[])[] = [];
    const noting = scorer(async (_, texts) => {
      read.push(texts);
      return { scores: texts.map((_, i) => i) };
    });
    const { rerankedDocuments } = await sdk.rerank({
      model: rerankingModel(rerankerFromScorer(noting)),
      documents: pages,
      query,
    });
    expect(rerankedDocuments[0]).toBe(pages[2]);
    expect(read[0]?.[2]).toBe("body: Install Rust with rustup.\npage: 2\nauthor.name: Ada");
  });

  test("textOf says what of an object is read, and may bring the first stage's score", async () => {
    const pages = documents.map((body, i) => ({ body, found: 3 - i, noise: query }));
    const textOf = ({ body, found }: object & Partial<(typeof pages)[0]>) => ({ text: String(body), score: found });
    const model = rerankingModel("lexical", { textOf });
    const result = await sdk.rerank({ model, documents: pages, query });
    expect(result.ranking.map(({ originalIndex }) => originalIndex)).toEqual([2, 1, 0]);
    const first = { document: { text: documents[2] }, firstStage: { rank: 3, score: 1 } };
    expect(rankingOf(result)?.results[0]).toMatchObject(first);
  });

  test("an abort rejects with its reason and reaches the reranker", async () => {
    const controller = new AbortController();
    const { reranker, asked } = silentReranker();
    const model = rerankingModel(reranker);
    const call = errorOf(sdk.rerank({ model, documents, query, abortSignal: controller.signal }));
    const signal = await asked;
    const reason = new Error("the user left");
    controller.abort(reason);
    expect(await call).toBe(reason);
    expect(signal.aborted).toBe(true);
  });

  test("options of a call are in providerOptions.secondpass and win over those of the model", async () => {
    const model = rerankingModel(byLength(), { depth: 1, minScore: 100 });
    const providerOptions = { secondpass: { depth: 2, minScore: 18 }, cohere: { unknown: true } };
    const result = await sdk.rerank({ model, documents, query, providerOptions });
    // Lengths 21, 17, 25: of the first two one reaches 18, and the third was not scored.
    expect(result.ranking.map(({ originalIndex, score }) => [originalIndex, score])).toEqual([[0, 21]]);
  });

  test.each([
    [{ dept: 1 }, "providerOptions.secondpass.dept: there is no such option; accepted: depth, minScore"],
    [{ topN: 1 }, "pass topN to rerank() itself"],
    [{ depth: "all" }, 'depth must be a whole number of at least 1, got "all"'],
    [{ deadlineMs: null }, "deadlineMs must be a number of milliseconds above 0, got null"],
    [["depth"], 'providerOptions.secondpass must be an object, got ["depth"]'],
  ])("options of a call that cannot be meant are refused: %j", async (options, message) => {
    const score = vi.fn();
    const model = rerankingModel(rerankerFromScorer(scorer(score)));
    const error = await errorOf(sdk.rerank({ model, documents, query, providerOptions: { secondpass: options as never } }));
    expect(error).toBeInstanceOf(RerankError);
    expect(error).toMatchObject({ code: "invalid_options", message: expect.stringContaining(message) });
    expect(score).not.toHaveBeenCalled();
  });

  test("what was not scored still has a number, below the least score, and is listed", async () => {
    const model = rerankingModel(byLength());
    const blank = ["", ...documents];
    const result = await sdk.rerank({ model, documents: blank, query, providerOptions: { secondpass: { depth: 2 } } });
    // Lengths 21 and 17 for the two that were scored; a blank one does not count.
    expect(result.ranking.map(({ originalIndex, score }) => [originalIndex, score])).toEqual([
      [1, 21],
      [2, 17],
      [3, 16],
      [0, 15],
    ]);
    expect(result.providerMetadata?.secondpass).toMatchObject({ scoreScale: "logit", unscored: [3, 0] });
    expect(warnings).toEqual([{ type: "other", message: expect.stringContaining("documents without text") }]);
  });

  test("an order without scores has 1/rank for scores and says so", async () => {
    const result = await sdk.rerank({ model: rerankingModel("identity"), documents, query });
    expect(result.ranking.map(({ originalIndex, score }) => [originalIndex, score])).toEqual([
      [0, 1],
      [1, 1 / 2],
      [2, 1 / 3],
    ]);
    expect(result.providerMetadata?.secondpass).toMatchObject({ scoreScale: "rank", unscored: [0, 1, 2] });
  });

  test("a deadline is kept while the reranker is still being made", async () => {
    await using model = rerankingModel("local");
    const providerOptions = { secondpass: { deadlineMs: 0.01 } };
    const result = await sdk.rerank({ model, documents, query, providerOptions });
    expect(result.rerankedDocuments).toEqual(documents);
    expect(rankingOf(result)?.receipt).toMatchObject({ reranked: false, reason: expect.stringContaining("0.01 ms") });
    expect(warnings).toEqual([{ type: "other", message: expect.stringContaining("deadline") }]);
  });

  test("headers reach nobody, and a warning says so", async () => {
    await sdk.rerank({ model: rerankingModel("lexical"), documents, query, headers: { "x-team": "search" } });
    expect(warnings).toEqual([{ type: "unsupported", feature: "headers", details: expect.stringContaining("x-team") }]);
    warnings.length = 0;
    await sdk.rerank({ model: rerankingModel("lexical"), documents, query, headers: {} });
    expect(warnings).toEqual([]);
  });

  test("no documents: an empty ranking, which no reranker made", async () => {
    const result = await sdk.rerank({ model: rerankingModel("nobody"), documents: [] as string[], query });
    expect(result.ranking).toEqual([]);
    expect(rankingOf(result)).toBeUndefined();
  });

  test("a list that is not all text or all objects names the odd one", async () => {
    const mixed = ["text", 7, { body: "text" }] as never[];
    const error = await errorOf(sdk.rerank({ model: rerankingModel("lexical"), documents: mixed, query }));
    expect(error).toMatchObject({ code: "invalid_document", message: expect.stringContaining("documents[1]") });
    const objects = [{ body: "rust" }, "install rust", null] as never[];
    const model = rerankingModel("lexical");
    expect(await errorOf(sdk.rerank({ model, documents: objects, query }))).toMatchObject({
      code: "invalid_document",
      message: "documents[2] must be a string or an object, got null",
    });
    expect((await sdk.rerank({ model, documents: objects.slice(0, 2), query })).rerankedDocuments[0]).toBe("install rust");
  });
});
