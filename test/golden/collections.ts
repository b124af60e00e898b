/** Collections that the bundled model's model card reports, and the first-stage run that it starts from. */
export const collections: readonly { name: string; run: string }[] = [
  { name: "scifact", run: "bm25_top100.test.trec" },
  { name: "cranfield", run: "bm25_top100.test.trec" },
  { name: "trec-dl19-rerank", run: "runs/BM25.trec" },
  { name: "squad-dev-1k", run: "bm25_top100.test.trec" },
  { name: "medline", run: "bm25_top100.test.trec" },
  { name: "cisi", run: "bm25_top100.test.trec" },
  { name: "cacm", run: "bm25_top100.test.trec" },
];
