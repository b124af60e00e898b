import { RerankCompressor } from "@secondpass/langchain";
import { wrapperSuite } from "../contract/wrapper-suite.ts";
import { documentAdapter } from "./document-adapter.ts";

wrapperSuite("RerankCompressor", {
  ...documentAdapter,
  wrap(fields) {
    const compressor = new RerankCompressor({ ...fields, scoreKey: "similarity" });
    return {
      rerank: (documents, query) => compressor.compressDocuments(documents, query),
      dispose: () => compressor.dispose(),
    };
  },
});
