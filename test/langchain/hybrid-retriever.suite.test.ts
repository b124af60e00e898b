import type { Document } from "@langchain/core/documents";
import { HybridRetriever } from "@secondpass/langchain";
import { wrapperSuite } from "../contract/wrapper-suite.ts";
import { documentAdapter } from "./document-adapter.ts";
import { FixedRetriever } from "./fixed-retriever.ts";

wrapperSuite("HybridRetriever", {
  ...documentAdapter,
  firstStageScore: (_, rank) => 2 / (60 + rank),
  wrap(fields) {
    const found = new Map<string, Document[]>();
    const search = () => new FixedRetriever((query) => found.get(query) ?? []);
    // Both find the same in the same order, so fusing changes neither; what is found twice in one list is to stay, here.
    const places = new Map<object, number>();
    const retriever = new HybridRetriever({
      ...fields,
      retrievers: { one: search(), two: search() },
      key: (document) => places.get(document),
    });
    return {
      rerank(documents, query) {
        documents.forEach((document, i) => void places.set(document, i));
        found.set(query, documents);
        return retriever.invoke(query);
      },
      dispose: () => retriever.dispose(),
    };
  },
});
