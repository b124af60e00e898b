import type { ContextualCompressionRetrieverArgs } from "@langchain/classic/retrievers/contextual_compression";
import type {
  BaseDocumentCompressor as ClassicCompressor,
  DocumentCompressorPipeline,
} from "@langchain/classic/retrievers/document_compressors";
import type { DocumentInterface } from "@langchain/core/documents";
import type { BaseRetrieverInterface } from "@langchain/core/retrievers";
import type { BaseDocumentCompressor } from "@langchain/core/retrievers/document_compressors";
import type { RunnableInterface } from "@langchain/core/runnables";
import type { HybridRetriever, RerankCompressor, RerankFields, RerankRetriever } from "@secondpass/langchain";
import type { Reranker } from "secondpass";
import { expectTypeOf, test } from "vitest";

// Checked by `tsc -p test`; at run time these say nothing.
test("the classes fit where LangChain wants one of theirs", () => {
  expectTypeOf<RerankCompressor>().toExtend<BaseDocumentCompressor>();
  expectTypeOf<RerankCompressor>().toExtend<ClassicCompressor>();
  expectTypeOf<RerankCompressor>().toExtend<ContextualCompressionRetrieverArgs["baseCompressor"]>();
  expectTypeOf<RerankCompressor>().toExtend<DocumentCompressorPipeline["transformers"][number]>();
  expectTypeOf<RerankRetriever>().toExtend<BaseRetrieverInterface>();
  expectTypeOf<RerankRetriever>().toExtend<ContextualCompressionRetrieverArgs["baseRetriever"]>();
  expectTypeOf<HybridRetriever>().toExtend<BaseRetrieverInterface>();
  expectTypeOf<HybridRetriever>().toExtend<ContextualCompressionRetrieverArgs["baseRetriever"]>();
  expectTypeOf<RerankRetriever>().toExtend<RunnableInterface<string, DocumentInterface[]>>();
});

test("a reranker is an instance, a spec or a configuration", () => {
  expectTypeOf<Reranker>().toExtend<RerankFields["reranker"]>();
  expectTypeOf<"local">().toExtend<RerankFields["reranker"]>();
  expectTypeOf<{ lexical: { k1: number } }>().toExtend<RerankFields["reranker"]>();
  expectTypeOf<number>().not.toExtend<RerankFields["reranker"]>();
});
