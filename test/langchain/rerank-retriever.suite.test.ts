import type { Document } from "@langchain/core/documents";
import { RerankRetriever } from "@secondpass/langchain";
import { wrapperSuite } from "../contract/wrapper-suite.ts";
import { documentAdapter } from "./document-adapter.ts";
import { FixedRetriever } from "./fixed-retriever.ts";

wrapperSuite("RerankRetriever", {
  ...documentAdapter,
  wrap(fields) {
    const found = new Map<string, Document[]>();
    const retriever = new RerankRetriever({
      ...fields,
      retriever: new FixedRetriever((query) => found.get(query) ?? []),
      scoreKey: "similarity",
    });
    return {
      rerank(documents, query) {
        found.set(query, documents);
        return retriever.invoke(query);
      },
      dispose: () => retriever.dispose(),
    };
  },
});
