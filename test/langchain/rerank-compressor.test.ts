import "@langchain/core/callbacks/dispatch"; // sets up async local storage, as an app that dispatches events has it
import { ContextualCompressionRetriever } from "@langchain/classic/retrievers/contextual_compression";
import { DocumentCompressorPipeline } from "@langchain/classic/retrievers/document_compressors";
import { BaseDocumentTransformer, Document, type DocumentInterface } from "@langchain/core/documents";
import { BaseDocumentCompressor } from "@langchain/core/retrievers/document_compressors";
import { RunnableLambda } from "@langchain/core/runnables";
import { RerankCompressor, rankingOf } from "@secondpass/langchain";
import { expect, test, vi } from "vitest";
import { errorOf } from "../contract/wrapper/error-of.ts";
import { silentReranker } from "../contract/wrapper/silent-reranker.ts";
import { FixedRetriever } from "./fixed-retriever.ts";
import { RunRecorder } from "./run-recorder.ts";

const documents = () =>
  ["The weather in Paris.", "Install Rust with rustup.", "Rust is an oxide."].map(
    (pageContent, i) => new Document({ pageContent, id: `d${i}`, metadata: { relevanceScore: "from before", page: i } }),
  );
const query = "install rust";

function compressionRetriever(compressor: RerankCompressor): ContextualCompressionRetriever {
  return new ContextualCompressionRetriever({
    baseCompressor: compressor,
    baseRetriever: new FixedRetriever(documents),
  });
}

test("in a ContextualCompressionRetriever it is a run named rerank below the retriever's, with the receipt as output", async () => {
  const recorder = new RunRecorder();
  const compressor = new RerankCompressor({ reranker: "lexical", topN: 2 });
  const found = await compressionRetriever(compressor).invoke(query, { callbacks: [recorder] });
  expect(found.map(({ id }) => id)).toEqual(["d1", "d2"]);

  const ranking = rankingOf(found);
  const outer = recorder.named("ContextualCompressionRetriever");
  const rerank = recorder.named("rerank");
  expect(recorder.runs.map(({ name }) => name)).toEqual(["ContextualCompressionRetriever", "FixedRetriever", "rerank"]);
  expect(rerank).toMatchObject({ kind: "chain", parentId: outer.id, inputs: { query, documents: 3 } });
  expect(rerank.outputs).toEqual({
    receipt: ranking?.receipt,
    results: [
      { index: 1, rank: 1, score: ranking?.results[0]?.score },
      { index: 2, rank: 2, score: ranking?.results[1]?.score },
    ],
    dropped: [{ index: 0, reason: "topN" }],
  });
});

test("an error is the rerank run's and the retriever's, and comes out as it is", async () => {
  const recorder = new RunRecorder();
  const call = compressionRetriever(new RerankCompressor({ reranker: "nobody" })).invoke(query, { callbacks: [recorder] });
  const error = await errorOf(call);
  expect(error).toMatchObject({ name: "RerankError", code: "unknown_provider" });
  expect(recorder.named("rerank").error).toBe(error);
  expect(recorder.named("rerank").outputs).toBeUndefined();
  expect(recorder.named("ContextualCompressionRetriever").error).toBe(error);
});

test("it takes bare handlers too, and is then a run of its own", async () => {
  const recorder = new RunRecorder();
  await new RerankCompressor({ reranker: "identity" }).compressDocuments(documents(), query, [recorder]);
  expect(recorder.named("rerank").parentId).toBeUndefined();
  expect(recorder.named("rerank").outputs).toMatchObject({
    receipt: { reranked: false, servedBy: "identity" },
    results: [0, 1, 2].map((index) => ({ index, rank: index + 1 })),
  });
});

test("in a DocumentCompressorPipeline it ranks what the step before it left", async () => {
  class WithoutWeather extends BaseDocumentTransformer {
    override lc_namespace = ["test"];
    override async transformDocuments(documents: DocumentInterface[]): Promise<DocumentInterface[]> {
      return documents.filter(({ pageContent }) => !pageContent.includes("weather"));
    }
  }
  const recorder = new RunRecorder();
  const compressor = new RerankCompressor({ reranker: "lexical" });
  const pipeline = new DocumentCompressorPipeline({ transformers: [new WithoutWeather(), compressor] });
  const retriever = new ContextualCompressionRetriever({
    baseCompressor: pipeline,
    baseRetriever: new FixedRetriever(() => documents().reverse()),
  });
  const found = await retriever.invoke(query, { callbacks: [recorder] });
  expect(found.map(({ id }) => id)).toEqual(["d1", "d2"]);
  expect(recorder.named("rerank").inputs).toEqual({ query, documents: 2 });
  expect(recorder.named("rerank").parentId).toBe(recorder.named("ContextualCompressionRetriever").id);
  expect(BaseDocumentCompressor.isBaseDocumentCompressor(compressor)).toBe(true);
});

test("relevanceScore is the reranker's number, on Documents, over whatever was there", async () => {
  const [top] = await new RerankCompressor({ reranker: "lexical" }).compressDocuments(documents(), query);
  expect(top).toBeInstanceOf(Document);
  expect(top?.metadata).toEqual({ relevanceScore: expect.any(Number), page: 1 });
  expect(top?.metadata.relevanceScore).toBe(rankingOf(top as Document)?.results[0]?.score);
});

test("relevanceScore is left alone where there is no score of a reranker", async () => {
  const unscored = async (fields: ConstructorParameters<typeof RerankCompressor>[0]) => {
    const ranked = await new RerankCompressor(fields).compressDocuments(documents(), query);
    return ranked.filter(({ metadata }) => metadata.relevanceScore === "from before").map(({ id }) => id);
  };
  expect(await unscored({ reranker: "identity" })).toEqual(["d0", "d1", "d2"]);
  expect(await unscored({ reranker: "lexical", depth: 2 })).toEqual(["d2"]);
  const without = [new Document({ pageContent: "a" })];
  const [document] = await new RerankCompressor({ reranker: "identity" }).compressDocuments(without, query);
  expect(document?.metadata).toEqual({});
});

test("scoreKey names the first stage's score; only finite numbers are one", async () => {
  const list = [0.5, "0.4", Number.NaN, undefined].map(
    (similarity) => new Document({ pageContent: "a", metadata: { similarity } }),
  );
  const firstStage = async (scoreKey?: string) => {
    const ranked = await new RerankCompressor({ reranker: "identity", scoreKey }).compressDocuments(list, query);
    return rankingOf(ranked)?.results.map((result) => result.firstStage.score);
  };
  expect(await firstStage("similarity")).toEqual([0.5, undefined, undefined, undefined]);
  expect(await firstStage()).toEqual([undefined, undefined, undefined, undefined]);
});

test("a document without text in pageContent is named", async () => {
  const list = [...documents(), { text: "wrong key", metadata: {} } as never];
  const error = await errorOf(new RerankCompressor({ reranker: "lexical" }).compressDocuments(list, query));
  expect(error).toMatchObject({ code: "invalid_document", message: expect.stringContaining("documents[3].pageContent") });
});

test("inside a RunnableLambda the signal of invoke reaches the reranker", async () => {
  const controller = new AbortController();
  const { reranker, asked } = silentReranker();
  const retriever = compressionRetriever(new RerankCompressor({ reranker }));
  const chain = RunnableLambda.from((query: string) => retriever.invoke(query));
  const call = errorOf(chain.invoke(query, { signal: controller.signal }));
  const signal = await asked;
  const reason = new Error("the user left");
  controller.abort(reason);
  expect(await call).toBe(reason);
  expect(signal.aborted).toBe(true);
});

test("a reranker that ignores the signal does not keep its caller waiting", async () => {
  const controller = new AbortController();
  const { reranker, asked } = silentReranker();
  const deaf = { ...reranker, rerank: ((query, documents) => reranker.rerank(query, documents)) as typeof reranker.rerank };
  const compressor = new RerankCompressor({ reranker: deaf, signal: controller.signal });
  const call = errorOf(compressor.compressDocuments(documents(), query));
  await asked;
  controller.abort("any value may be a reason");
  expect(await call).toBe("any value may be a reason");
});

test("await using disposes", async () => {
  let disposed: unknown;
  {
    await using compressor = new RerankCompressor({ reranker: "lexical" });
    disposed = vi.spyOn(compressor, "dispose");
    await compressor.compressDocuments(documents(), query);
    expect(disposed).not.toHaveBeenCalled();
  }
  expect(disposed).toHaveBeenCalledOnce();
});
